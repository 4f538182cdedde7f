"""What came after a closed matter."""

from django.urls import URLPattern, path

from linli.doors.portal.links import views

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/again", views.again, name="again"),
]
