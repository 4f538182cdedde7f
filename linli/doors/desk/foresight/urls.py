"""What will be late within two days, and what helps."""

from django.urls import URLPattern, path

from linli.doors.desk.foresight import views

urlpatterns: list[URLPattern] = [
    path("foresight/", views.page, name="foresight"),
    path("foresight/export.csv", views.export, name="foresight-export"),
]
