"""Switching messages off and on for a resident who telephoned."""

from django.urls import URLPattern, path

from linli.doors.desk.notices import views

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/messages/", views.switch, name="notices-switch"),
]
