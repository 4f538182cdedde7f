"""Matters left out of the three rates: what waits, what was decided, a new request."""

from django.urls import URLPattern, path

from linli.doors.desk.exclusions import views

urlpatterns: list[URLPattern] = [
    path("exclusions/", views.listed, name="exclusions"),
    path("exclusions/export.csv", views.export, name="exclusions-export"),
    path("exclusions/<uuid:exclusion_id>/", views.one, name="exclusions-one"),
    path("matter/<str:number>/exclude/", views.ask, name="exclusions-ask"),
]
