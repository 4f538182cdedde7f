"""Petitions at the desk: the register, and what has to be carried out."""

from django.urls import URLPattern, path

from linli.capabilities.petitions.desk import views

urlpatterns: list[URLPattern] = [
    path("desk/petitions/", views.listed, name="list"),
    path("desk/petitions/export.csv", views.export, name="list-export"),
    path("desk/petitions/duties/", views.duties, name="duties"),
    path("desk/petitions/duties/export.csv", views.duties_export, name="duties-export"),
    path("desk/petitions/duties/<uuid:duty_id>/", views.duty, name="duty"),
]
