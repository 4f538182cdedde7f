"""Requests for more time: those that wait, one of them, a new one."""

from django.urls import URLPattern, path

from linli.doors.desk.timing import views

urlpatterns: list[URLPattern] = [
    path("time/", views.waiting, name="timing"),
    path("time/export.csv", views.export, name="timing-export"),
    path("time/<uuid:request_id>/", views.one, name="timing-one"),
    path("time/<uuid:request_id>/withdraw/", views.withdraw, name="timing-withdraw"),
    path("matter/<str:number>/time/<slug:clock>/", views.ask, name="timing-ask"),
]
