"""Which units return what, and between which of them matters go to and fro."""

from django.urls import URLPattern, path

from linli.doors.desk.returns import views

urlpatterns: list[URLPattern] = [
    path("returns/", views.returns, name="returns"),
    path("returns/matters/", views.matters, name="returns-matters"),
    path("returns/export.csv", views.export, name="returns-export"),
]
