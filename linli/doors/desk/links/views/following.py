"""Those that follow one matter: the list, the table, the story of all; and what came after a closed one."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.matters.models import Matter
from linli.doors.desk.forms import RegisterForm
from linli.doors.desk.forms.registering import submission
from linli.doors.desk.links import shown
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.doors.desk.views.registering import CONFLICT, FAULTY, REGISTERED
from linli.flow.handling.links import actions, queries
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.submission import SubmissionWrong
from linli.flow.outcomes import together as answering
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.identifiers import uuid7

STORY = 20


@require_safe
@staff_required("matters.see")
def followers(request: StaffRequest, number: str) -> HttpResponseBase:
    """Those that follow the matter, with where each stands."""
    matter, now = matter_or_404(request, number), timezone.now()
    after = _after(request)
    found = queries.followers(matter, request.actor, after=after, size=queries.PAGE + 1)
    page, address = found[: queries.PAGE], reverse("desk:links-followers", args=[number])
    context = {
        "matter": matter,
        "lines": shown.lines(matter, page, now=now),
        "now": now,
        "pager": parts.Pager(
            first=address if after else "",
            next=f"{address}?after={page[-1].link.id}" if len(found) > len(page) else "",
        ),
        "may_answer": request.actor.may("outcomes.reply"),
        "replied": answering.reply_of(matter),
    }
    return render(request, "desk_links/followers.html", context)


def _after(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.GET["after"]) if request.GET.get("after") else None
    except ValueError:
        return None


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest, number: str) -> HttpResponseBase:
    """All that follow the matter, as a table."""
    matter = matter_or_404(request, number)
    rows = shown.table(queries.every_follower(matter, request.actor))
    return csv_download(f"followers-{number}", shown.header(), rows)


@require_safe
@staff_required("matters.see")
def together(request: StaffRequest, number: str) -> HttpResponseBase:
    """What happened to the matter and to those that are linked to it, in one story."""
    matter = matter_or_404(request, number)
    ties = queries.ties(matter, request.actor)[:STORY]
    ties += queries.followers(matter, request.actor, size=STORY)
    matters = {each.id: each for each in (matter, *(tie.other for tie in ties))}
    context = {
        "matter": matter,
        "matters": matters.values(),
        "happenings": shown.story(list(matters.values())),
        "most": STORY,
    }
    return render(request, "desk_links/together.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("intake.register")
def follow_up(request: StaffRequest, number: str) -> HttpResponseBase:
    """Register what came after a closed matter: a new one, with number and clock of its own, linked to it."""
    matter, today = matter_or_404(request, number), timezone.localdate()
    if matter.is_open:
        raise Http404
    if request.method != "POST":
        return _form(request, matter, RegisterForm(_said_of(matter), on=today))
    said = request.POST.dict()
    try:
        actions.bring_follow_up(matter.id, submission(said), actor=request.actor, now=timezone.now())
    except SubmissionWrong as wrong:
        return _form(request, matter, RegisterForm(said, on=today, errors=wrong.errors), FAULTY)
    except OtherContent as wrong:
        return _form(request, matter, RegisterForm(said, on=today, errors={"": str(wrong)}), CONFLICT)
    request.session[REGISTERED] = said["key"]
    return redirect("desk:taken-in")


def _said_of(matter: Matter) -> dict[str, str]:
    """Return what the new matter begins with: place and category, and nothing of who brought the earlier one."""
    point = {"longitude": matter.longitude, "latitude": matter.latitude}
    return {
        "key": str(uuid7()),
        "kind": f"{matter.capability}.{matter.kind}",
        "severity": matter.severity,
        "channel": "window",
        "category": str(matter.category_id or ""),
        "village": str(matter.village_id or ""),
        "place": matter.place,
        **{name: str(value) for name, value in point.items() if value is not None},
    }


def _form(request: StaffRequest, matter: Matter, form: RegisterForm, status: int = 200) -> HttpResponseBase:
    context = {"form": form, "matter": matter}
    return render(request, "desk_links/follow_up.html", context, status=status)
