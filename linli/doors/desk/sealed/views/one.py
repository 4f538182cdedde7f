"""The page of one sealed matter: what everybody who holds its key may know, and what opens with it."""

from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.core.matters import sealed
from linli.core.matters.models import Grade, Matter
from linli.doors.desk.sealed import queries, shown
from linli.doors.desk.sealed.access import held_or_404, holders_only, key_for, open_until
from linli.doors.desk.sealed.forms import AskForm, OpenForm
from linli.doors.desk.shown import matter as common
from linli.doors.desk.shown.matter import NOTHING, Typed
from linli.ground.people.doorway import StaffRequest


@require_safe
@holders_only
def page(request: StaffRequest, number: str) -> HttpResponseBase:
    return shown_matter(request, held_or_404(request, number))


def shown_matter(
    request: StaffRequest,
    matter: Matter,
    *,
    typed: Typed = NOTHING,
    forms: dict[str, Form] | None = None,
    status: int = 200,
    trouble: str = "",
) -> HttpResponse:
    """Return the page; `forms` are those that were sent and are wrong, by what they open."""
    now, key = timezone.now(), key_for(request, matter)
    clocks = common.clocks(matter, now=now)
    context: dict[str, Any] = {
        "matter": matter,
        "now": now,
        "trouble": trouble,
        "facts": shown.facts(matter),
        "clocks": clocks,
        "has_ended": any(clock.done_at for clock in clocks),
        "steps": shown.steps(matter, request.actor, key=key, typed=typed, now=now),
        "happenings": shown.happenings(matter, key),
        "content": shown.content(matter, key) if key else None,
        "until": open_until(request, matter),
        "openings": sealed.openings_of(matter, key=key or b""),
        "holders": queries.holders_of(matter, on=timezone.localdate(now)),
        "narrative_form": (forms or {}).get("narrative") or OpenForm(what="narrative"),
        "me": request.user,
        "minutes": settings.OPENED_MINUTES,
        **_people(request, matter, forms or {}),
    }
    return render(request, "desk_sealed/one.html", context, status=status)


def _people(request: StaffRequest, matter: Matter, forms: dict[str, Form]) -> dict[str, Any]:
    """Return what the page says of who it is: opened, to be opened, or to be asked for where two persons open it."""
    key = key_for(request, matter, what="people")
    by_two = matter.key.grade == Grade.MOST
    waiting = queries.waiting_of(matter) if by_two else []
    return {
        "people": shown.people(matter, key) if key else None,
        "people_until": open_until(request, matter, what="people"),
        "people_form": forms.get("people") or OpenForm(what="people"),
        "ask_form": forms.get("ask") or AskForm(),
        "by_two": by_two,
        "is_agreed": by_two and queries.is_agreed(matter, request.actor),
        "my_request": next((one for one in waiting if one.staff_id == request.actor.staff_id), None),
        "others_requests": [one for one in waiting if one.staff_id != request.actor.staff_id],
    }
