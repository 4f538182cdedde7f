"""Give the open matters of an absent colleague to others: each one its own step, and what failed is said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StaleMatter, StepNotOpen
from linli.doors.desk import queries
from linli.doors.desk.queries import Load
from linli.doors.desk.shown import rows as shown
from linli.flow.handling import actions as handling
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required

MOST = 100


@dataclass(frozen=True)
class Failed:
    number: str
    why: str


@require_safe
@staff_required("handling.assign")
def colleagues(request: StaffRequest) -> HttpResponseBase:
    """Who in one's units has how much open."""
    now = timezone.now()
    context = {
        "loads": queries.loads(request.actor, on=timezone.localdate(now)),
        "lanes": shown.lanes(request.actor, now=now),
    }
    return render(request, "desk/colleagues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("handling.assign")
def work_of(request: StaffRequest, staff_id: UUID) -> HttpResponseBase:
    """The open matters of one colleague, to tick and to give away."""
    now = timezone.now()
    load = queries.colleague(request.actor, staff_id, on=timezone.localdate(now))
    if load is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, load, now, [])
    failed, done = _give(request, now)
    if done:
        words = ngettext("%(n)s件已换人办理。", "%(n)s件已换人办理。", done)
        messages.success(request, words % {"n": done})
    if not failed and done:
        return redirect("desk:colleague", staff_id)
    return _shown(request, load, now, failed)


def _give(request: StaffRequest, now: datetime) -> tuple[list[Failed], int]:
    """Give each ticked matter to the chosen colleague. What cannot be given stays, with the reason."""
    numbers = request.POST.getlist("number")[:MOST]
    failed, done = [], 0
    known = queries.ids_of(numbers, request.actor)
    for number in numbers:
        why = _give_one(request, known.get(number), now)
        if why:
            failed.append(Failed(number, why))
        else:
            done += 1
    if not numbers:
        messages.warning(request, _("还没有勾选事项。"))
    return failed, done


def _give_one(request: StaffRequest, matter_id: UUID | None, now: datetime) -> str:
    """Return why the matter could not be given; "" when it was."""
    if matter_id is None:
        return _("没有找到这件事。")
    try:
        to = UUID(request.POST.get("to", ""))
    except ValueError:
        return _("请选择交给谁。")
    note = request.POST.get("note", "").strip()
    try:
        handling.assign(matter_id, staff_id=to, note=note, actor=request.actor, now=now)
    except Refused:
        return _("您没有给这件事换人的权限。")
    except (AnswersWrong, StepNotOpen, StaleMatter) as wrong:
        return str(wrong)
    return ""


def _shown(request: StaffRequest, load: Load, now: datetime, failed: list[Failed]) -> HttpResponseBase:
    today = timezone.localdate(now)
    lane = worklists.lane_named("open", request.actor)
    filters = Filters(handler=load.staff.id, unit=load.unit.id)
    page = worklists.page(lane, filters, actor=request.actor, now=now, size=MOST) if lane else None
    others = [one for one in queries.loads(request.actor, on=today) if one.unit == load.unit]
    context = {
        "load": load,
        "rows": shown.rows(page.matters if page else [], now=now),
        "others": [one for one in others if one.staff != load.staff and not one.is_absent],
        "failed": failed,
        "said": request.POST,
        "ticked": request.POST.getlist("number"),
        "lanes": shown.lanes(request.actor, now=now),
    }
    return render(request, "desk/colleague.html", context, status=409 if failed else 200)
