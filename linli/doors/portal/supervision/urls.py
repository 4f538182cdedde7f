"""Listed supervisions, for everybody."""

from django.urls import URLPattern, path

from linli.doors.portal.supervision import views

urlpatterns: list[URLPattern] = [
    path("supervised", views.supervised, name="supervised"),
    path("supervised/<str:number>", views.one, name="supervised-one"),
]
