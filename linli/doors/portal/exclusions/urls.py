"""Contesting that one's matter does not count."""

from django.urls import URLPattern, path

from linli.doors.portal.exclusions import views

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/rates/contest", views.contest, name="contest"),
]
