"""A letter on the page of its matter; checking a letter that one holds."""

from django.urls import URLPattern, path

from linli.doors.portal.letters.views import letter, verify

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/letter/<uuid:letter_id>", letter.letter, name="letter"),
    path("matter/<str:number>/letter/<uuid:letter_id>/file.<slug:form>", letter.file, name="letter_file"),
    path("matter/<str:number>/letter/<uuid:letter_id>/received", letter.received, name="letter_received"),
    path("verify", verify.ask, name="verify"),
    path("verify/<str:code>", verify.shown, name="verify_code"),
]
