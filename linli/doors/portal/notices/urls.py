"""Switching messages about one's matter off and on."""

from django.urls import URLPattern, path

from linli.doors.portal.notices import views

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/messages", views.switch, name="messages"),
]
