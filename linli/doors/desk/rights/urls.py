"""Requests about personal data, and the erasing of what is kept long enough."""

from django.urls import URLPattern, path

from linli.doors.desk.rights.views import requests, retention

urlpatterns: list[URLPattern] = [
    path("rights/", requests.listed, name="rights"),
    path("rights/export.csv", requests.export, name="rights-export"),
    path("rights/<uuid:request_id>/", requests.one, name="rights-one"),
    path("matter/<str:number>/rights/ask/", requests.ask, name="rights-ask"),
    path("retention/", retention.page, name="retention"),
    path("retention/export.csv", retention.export, name="retention-export"),
    path("matter/<str:number>/rights/hold/", retention.hold, name="rights-hold"),
    path("matter/<str:number>/rights/free/", retention.free, name="rights-free"),
]
