"""Supervisions: lists, one with its acts and its letter, what is proposed, marks of units, what came of it."""

from django.urls import URLPattern, path

from linli.doors.desk.supervision.views import issuing, lists, marks, one

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/supervise/", issuing.issue, name="supervision-issue"),
    path("supervision/", lists.show, name="supervision"),
    path("supervision/export.csv", lists.export, name="supervision-export"),
    path("supervision/proposals/", lists.proposals, name="supervision-proposals"),
    path("supervision/proposals/export.csv", lists.export_proposals, name="supervision-proposals-export"),
    path("supervision/effects/", lists.effects, name="supervision-effects"),
    path("supervision/effects/export.csv", lists.export_effects, name="supervision-effects-export"),
    path("supervision/marks/", marks.show, name="supervision-marks"),
    path("supervision/marks/export.csv", marks.export, name="supervision-marks-export"),
    path("supervision/marks/propose/<slug:key>/", marks.proposed, name="supervision-mark-proposed"),
    path("supervision/marks/<uuid:mark_id>/", marks.one, name="supervision-mark"),
    path("supervision/unit/<uuid:unit_id>/", marks.unit, name="supervision-unit"),
    path("supervision/<str:number>/", one.page, name="supervision-one"),
    path("supervision/<str:number>/letter/", one.letter, name="supervision-letter"),
    path("supervision/<str:number>/answer/", one.answer, name="supervision-answer"),
    path("supervision/<str:number>/<slug:name>/", one.act, name="supervision-act"),
]
