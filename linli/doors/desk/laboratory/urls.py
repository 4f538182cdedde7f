"""The routing laboratory: drafts of the rules, replays, gaps, publishing, what was learned."""

from django.urls import URLPattern, path

from linli.doors.desk.laboratory.views import drafts, duties, gaps, learned, publishing, replays, rules

DRAFT = "laboratory/<uuid:draft_id>/"

urlpatterns: list[URLPattern] = [
    path("laboratory/", drafts.index, name="laboratory"),
    path("laboratory/learned/", learned.learned, name="laboratory-learned"),
    path("laboratory/learned/export.csv", learned.export, name="laboratory-learned-export"),
    path("laboratory/learned/adopt/", learned.adopt, name="laboratory-adopt"),
    path("laboratory/learned/successors/", learned.succeed, name="laboratory-succeed"),
    path(DRAFT, drafts.page, name="laboratory-draft"),
    path(f"{DRAFT}drop/", drafts.drop, name="laboratory-drop"),
    path(f"{DRAFT}renew/", drafts.renew, name="laboratory-renew"),
    path(f"{DRAFT}rules/add/", rules.add, name="laboratory-rule-add"),
    path(f"{DRAFT}rules/<uuid:key>/", rules.change, name="laboratory-rule"),
    path(f"{DRAFT}rules/<uuid:key>/<slug:act>/", rules.act, name="laboratory-rule-act"),
    path(f"{DRAFT}duties/", duties.listed, name="laboratory-duties"),
    path(f"{DRAFT}duties/export.csv", duties.export, name="laboratory-duties-export"),
    path(f"{DRAFT}duties/add/", duties.add, name="laboratory-duty-add"),
    path(f"{DRAFT}duties/<uuid:key>/", duties.change, name="laboratory-duty"),
    path(f"{DRAFT}duties/<uuid:key>/<slug:act>/", duties.act, name="laboratory-duty-act"),
    path(f"{DRAFT}replay/", replays.page, name="laboratory-replay"),
    path(f"{DRAFT}replay/progress/", replays.progress, name="laboratory-progress"),
    path(f"{DRAFT}replay/matters/", replays.moved, name="laboratory-moved"),
    path(f"{DRAFT}replay/<slug:table>.csv", replays.export, name="laboratory-replay-export"),
    path(f"{DRAFT}gaps/", gaps.page, name="laboratory-gaps"),
    path(f"{DRAFT}gaps/export.csv", gaps.export, name="laboratory-gaps-export"),
    path(f"{DRAFT}try/", gaps.attempt, name="laboratory-try"),
    path(f"{DRAFT}publish/", publishing.publish, name="laboratory-publish"),
    path(f"{DRAFT}take-back/", publishing.take_back, name="laboratory-take-back"),
]
