"""Letters: of one matter, one of them, a new one, all that were issued, and the templates by which they are drawn."""

from django.urls import URLPattern, path

from linli.doors.desk.letters.views import listed, one, templates, writing

urlpatterns: list[URLPattern] = [
    path("letters/", listed.listed, name="letters"),
    path("letters/export.csv", listed.export, name="letters-export"),
    path("letters/templates/", templates.listed, name="letters-templates"),
    path("letters/templates/<slug:code>/", templates.edit, name="letters-template"),
    path("letters/<uuid:letter_id>/", one.one, name="letters-one"),
    path("letters/<uuid:letter_id>/file.<slug:form>", one.file, name="letters-file"),
    path("letters/<uuid:letter_id>/correct/", writing.correct, name="letters-correct"),
    path("matter/<str:number>/letters/", writing.of_matter, name="letters-of"),
    path("matter/<str:number>/letters/<slug:kind>/", writing.write, name="letters-write"),
]
