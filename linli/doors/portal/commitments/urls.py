"""What was promised to everybody, and confirming what was promised to oneself."""

from django.urls import URLPattern, path

from linli.doors.portal.commitments import views

urlpatterns: list[URLPattern] = [
    path("promises", views.promises, name="promises"),
    path("matter/<str:number>/promise/<uuid:commitment_id>/confirm", views.confirm, name="promise_confirm"),
]
