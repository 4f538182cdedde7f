"""The end of matters at the desk: what shows that it is done, who verifies, whom to ask, what was promised."""

from django.urls import URLPattern, path

from linli.doors.desk.closing.views import evidence, lists, promises, visits

urlpatterns: list[URLPattern] = [
    path("closing/", lists.index, name="closing"),
    path("closing/verify/", lists.verifications, name="closing-verify"),
    path("closing/verify.csv", lists.verifications_csv, name="closing-verify-csv"),
    path("closing/visits/", visits.waiting, name="closing-visits"),
    path("closing/visits.csv", visits.export, name="closing-visits-csv"),
    path("closing/visits/<uuid:visit_id>/", visits.one, name="closing-visit"),
    path("closing/visits/<uuid:visit_id>/try/", visits.tried, name="closing-visit-try"),
    path("closing/visits/<uuid:visit_id>/invite/", visits.message, name="closing-visit-invite"),
    path("closing/visits/<uuid:visit_id>/contact/", visits.contact, name="closing-visit-contact"),
    path("closing/promises/", promises.listed, name="closing-promises"),
    path("closing/promises.csv", promises.export, name="closing-promises-csv"),
    path("closing/promises/<uuid:commitment_id>/", promises.one, name="closing-promise"),
    path("closing/<slug:which>/", lists.endings, name="closing-endings"),
    path("closing/<slug:which>/export.csv", lists.endings_csv, name="closing-endings-csv"),
    path("matter/<str:number>/evidence/", evidence.page, name="closing-evidence"),
    path(
        "matter/<str:number>/evidence/<uuid:attachment>/", evidence.withdraw, name="closing-evidence-withdraw"
    ),
    path("matter/<str:number>/promise/", promises.make, name="closing-make"),
]
