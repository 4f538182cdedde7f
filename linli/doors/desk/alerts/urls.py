"""What calls for me: the list, the bell on every page, taking and putting away."""

from django.urls import URLPattern, path

from linli.doors.desk.alerts import views

urlpatterns: list[URLPattern] = [
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/export.csv", views.export, name="alerts-export"),
    path("alerts/bell/", views.bell, name="alerts-bell"),
    path("alerts/<uuid:alert_id>/take/", views.take, name="alerts-take"),
    path("alerts/<uuid:alert_id>/read/", views.read, name="alerts-read"),
]
