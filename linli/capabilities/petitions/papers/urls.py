"""What a petitioner reads of a sealed petition."""

from django.urls import URLPattern, path

from linli.capabilities.petitions.papers import views

urlpatterns: list[URLPattern] = [
    path("petition/<str:number>/sealed", views.own, name="papers-own"),
    path("petition/<str:number>/sealed/close", views.close, name="papers-close"),
    path("petition/<str:number>/sealed/file/<uuid:file_id>", views.file, name="papers-file"),
]
