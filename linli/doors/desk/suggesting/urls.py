"""Suggestions while somebody types."""

from django.urls import URLPattern, path

from linli.doors.desk.suggesting import views

urlpatterns: list[URLPattern] = [path("intake/suggestions/", views.suggestions, name="suggestions")]
