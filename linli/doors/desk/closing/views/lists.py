"""What waits to be verified or decided, and how matters ended."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.doors.desk.closing import tables
from linli.doors.desk.closing.asked import Month
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.outcomes.commitments import queries as commitments
from linli.flow.outcomes.commitments.queries import Asked
from linli.flow.outcomes.evidence import queries as evidence
from linli.flow.outcomes.names import OUTCOMES, SATISFIED, SOLVED
from linli.flow.outcomes.visits import queries as visits
from linli.ground.people.doorway import StaffRequest, staff_required

MOST = 200
KNOWN = 100
ENDINGS = {
    "unsolved": (_("办结未解决"), visits.unsolved),
    "contradicted": (_("说法不一"), visits.contradicted),
}
HINTS = {
    "unsolved": _("单位自己说没有全部解决的。每月看一次：是什么原因，能不能想别的办法。"),
    "contradicted": _("单位说解决了，诉求人说没有。两边的话放在一起看。"),
}


@require_safe
@staff_required("matters.see")
def index(request: StaffRequest) -> HttpResponseBase:
    """What is to be done about the ends of matters, with numbers that stop at a hundred."""
    actor, now = request.actor, timezone.now()
    month = Month.of("", today=timezone.localdate(now))
    asked = [
        ("closing-verify", (), _("待核查"), evidence.pending(actor), "outcomes.verify"),
        ("closing-visits", (), _("待回访"), visits.waiting(actor, now=now), "outcomes.visit"),
        ("closing-endings", ("referred",), _("重办后仍不满意"), visits.referred(actor), "matters.see"),
        *(
            ("closing-endings", (which,), label, read(actor, month.since, month.until), "matters.see")
            for which, (label, read) in ENDINGS.items()
        ),
        (
            "closing-promises",
            (),
            _("承诺还没到期"),
            commitments.seen_by(actor).filter(Asked(state="open").condition()),
            "matters.see",
        ),
    ]
    links = [
        (reverse(f"desk:{name}", args=args), label, rows[:KNOWN].count())
        for name, args, label, rows, permission in asked
        if actor.may(permission)
    ]
    return render(request, "desk_closing/index.html", {"links": links, "known": KNOWN, "month": month})


@require_safe
@staff_required("outcomes.verify")
def verifications(request: StaffRequest) -> HttpResponseBase:
    """The answers that somebody other than their writer has to verify."""
    rows = list(evidence.pending(request.actor)[:MOST])
    context = {"rows": [(row, tables.whys()[row.why]) for row in rows], "most": MOST}
    return render(request, "desk_closing/verifications.html", context)


@require_safe
@staff_required("outcomes.verify")
def verifications_csv(request: StaffRequest) -> HttpResponseBase:
    """All verifications of matters that one may see."""
    rows = evidence.verified(request.actor).iterator(chunk_size=500)
    return csv_download("verifications", tables.verification_header(), tables.verification_lines(rows))


@require_safe
@staff_required("matters.see")
def endings(request: StaffRequest, which: str) -> HttpResponseBase:
    """How the matters of a month ended, page by page; or what was referred, whenever that was."""
    if which == "referred":
        found, mark = visits.told(list(visits.referred(request.actor)[:MOST])), ""
        context: dict[str, Any] = {
            "title": _("重办后仍不满意"),
            "hint": _("请中心负责人决定：再办，还是说明理由。"),
        }
    else:
        label, read = _known(which)
        month = Month.of(request.GET.get("month", ""), today=timezone.localdate())
        rows = read(request.actor, month.since, month.until)
        page, mark = visits.page(rows, before=request.GET.get("before", ""))
        found = visits.told(page)
        context = {"title": label, "hint": HINTS[which], "month": month, "review": _review(rows, which)}
    context |= {"rows": _worded(found), "which": which, "mark": mark}
    return render(request, "desk_closing/endings.html", context)


@require_safe
@staff_required("matters.see")
def endings_csv(request: StaffRequest, which: str) -> HttpResponseBase:
    """The same as a table, all of it."""
    if which == "referred":
        found = iter(visits.told(list(visits.referred(request.actor))))
    else:
        month = Month.of(request.GET.get("month", ""), today=timezone.localdate())
        found = visits.every(_known(which)[1](request.actor, month.since, month.until))
    return csv_download(which, tables.ending_header(), tables.ending_lines(found))


def _known(which: str) -> Any:
    if which not in ENDINGS:
        raise Http404
    return ENDINGS[which]


def _review(rows: Any, which: str) -> list[tuple[str, str, int]]:
    """Return the monthly review: how many of each unit and outcome."""
    return [(unit, str(OUTCOMES.get(code, code)), number) for unit, code, number in visits.reviewed(rows)]


def _worded(found: list[visits.Ended]) -> list[tuple[visits.Ended, str, str, str]]:
    return [
        (
            one,
            str(OUTCOMES.get(one.ending.outcome, "")),
            str(SOLVED.get(one.ending.solved, "")),
            str(SATISFIED.get(one.ending.satisfied, "")),
        )
        for one in found
    ]
