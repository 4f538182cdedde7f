"""What looks like one big event: many matters of one place within hours, to be gathered under one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk import queries as desk
from linli.flow.handling.links import actions, bursts
from linli.flow.handling.links.actions import EDIT, NotPossible
from linli.flow.handling.links.models import Relation
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409
MOST = 300


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(EDIT)
def events(request: StaffRequest) -> HttpResponseBase:
    """The events of the last hours; one press links all that are ticked to one that leads."""
    if request.method != "POST":
        return _page(request)
    numbers, lead = request.POST.getlist("number")[:MOST], request.POST.get("lead", "")
    known = desk.ids_of([*numbers, lead], request.actor)
    ids = [known[number] for number in numbers if number in known and number != lead]
    if lead not in known or not ids:
        return _page(request, trouble=_("请至少勾选一件，并选一件牵头。"), status=FAULTY)
    return _gather(request, ids, known[lead], lead)


def _gather(request: StaffRequest, ids: list[UUID], lead_id: UUID, lead: str) -> HttpResponseBase:
    reason, now = request.POST.get("reason", ""), timezone.now()
    try:
        done = actions.gather(
            ids, lead_id, relation=Relation.SAME_EVENT, reason=reason, actor=request.actor, now=now
        )
    except AnswersWrong as wrong:
        return _page(request, trouble=str(wrong), status=FAULTY)
    except NotPossible as wrong:
        return _page(request, trouble=str(wrong), status=CONFLICT)
    count = sum(not each.why for each in done)
    words = ngettext("%(n)s件已经关联，每件都可以单独解除。", "%(n)s件已经关联，每件都可以单独解除。", count)
    messages.success(request, words % {"n": count})
    for each in done:
        if each.why:
            messages.warning(request, each.why)
    return redirect("desk:links-followers", lead)


def _page(request: StaffRequest, *, trouble: str = "", status: int = 200) -> HttpResponseBase:
    now = timezone.now()
    context = {
        "events": bursts.events(actor=request.actor, now=now),
        "ticked": request.POST.getlist("number"),
        "lead": request.POST.get("lead", ""),
        "reason": request.POST.get("reason", ""),
        "trouble": trouble,
    }
    return render(request, "desk_links/events.html", context, status=status)
