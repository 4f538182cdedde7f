from django.urls import path, re_path

from linli.doors.desk.figures import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("wall/", views.wall, name="figures-wall"),
    path("by/<slug:dimension>/", views.table, name="figures-table"),
    re_path(r"^by/(?P<dimension>\w+)\.(?P<kind>csv|xlsx)$", views.export, name="figures-export"),
]
