"""The proof that a matter stands in the log, to take home, and the page that checks one."""

from django.urls import URLPattern, path

from linli.doors.portal.proofs import views

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/proof", views.proof, name="proof"),
    path("matter/<str:number>/proof.json", views.proof_file, name="proof_file"),
    path("check", views.check, name="check"),
    path("check/page", views.check_alone, name="check_alone"),
    path("check/script", views.check_script, name="check_script"),
]
