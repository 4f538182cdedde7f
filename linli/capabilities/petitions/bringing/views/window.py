"""The desk of whoever registers petitions: the form, the receipt, seeing who somebody is, showing the right way."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.capabilities.petitions.bringing import actions, draft, outlook, same, typed, ways
from linli.capabilities.petitions.bringing.forms.desk import RegisterForm
from linli.capabilities.petitions.bringing.views.receipts import PAPERS, part
from linli.capabilities.petitions.models import Klass
from linli.capabilities.petitions.reception import actions as reception
from linli.capabilities.petitions.reception.models import Ending
from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk import actions as desk
from linli.doors.desk.views.matter import matter_or_404
from linli.doors.portal import queries as portal
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.people.actor import Refused, resident
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.ground.people.queries import duty_unit
from linli.lib.identifiers import uuid7
from linli.lib.typed import key_in

FAULTY, CONFLICT = 422, 409
REGISTER = "intake.register"
NEW = {
    "severity": "large",
    "klass": "claim",
    "identity": "reachable",
    "wants_reply": "on",
    "people_count": "1",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(REGISTER)
def register(request: StaffRequest) -> HttpResponseBase:
    """The form; with `look` pressed what would follow and what looks alike; once taken in, the receipt."""
    now = timezone.now()
    if request.method != "POST":
        asked = {"form": request.GET.get("form", "window"), "stop": request.GET.get("stop", "")}
        return _form(request, {**NEW, **asked, "key": str(uuid7())}, now=now)
    said = request.POST.dict()
    if "look" in said:
        return _form(request, said, now=now)
    petition, words = typed.brought(said, on=timezone.localdate(now))
    errors = typed.wrong(said, petition, on=timezone.localdate(now))
    try:
        if errors:
            raise SubmissionWrong(errors)
        receipt = actions.take_in(
            petition, about=words, heard=typed.heard(said), actor=request.actor, now=now
        )
    except SubmissionWrong as wrong:
        return _form(request, said, now=now, errors=wrong.errors, status=FAULTY)
    except OtherContent as wrong:
        return _form(request, said, now=now, errors={"": str(wrong)}, status=CONFLICT)
    is_sealed = petition.submission.sealed
    draft.mark_sent(request, said["key"], is_sealed=is_sealed)
    _end_visit(request, key_in(said.get("stop", "")), "" if is_sealed else receipt.number, now=now)
    return redirect("petitions:registered")


def _form(
    request: StaffRequest,
    said: dict[str, str],
    *,
    now: datetime,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate(now)
    context: dict[str, object] = {"form": RegisterForm(said, on=today, errors=errors)}
    klass = said.get("klass", "")
    if ("look" in said or errors) and klass in Klass.values:
        sealed = klass == Klass.ACCUSATION
        context |= {
            "outlook": outlook.outlook(Klass(klass), on=today),
            "clock": outlook.first_clock(klass, duty_unit(on=today), now=now),
            "alike": [] if sealed else same.alike(said, actor=request.actor, now=now),
            "looked": True,
        }
    return render(request, "petitions_bringing/register.html", context, status=status)


def _end_visit(request: StaffRequest, stop_id: UUID | None, number: str, *, now: datetime) -> None:
    """End the visit from which it was registered; where that is not possible any more, the petition stands all the same.

    One that was sealed has no `number` here: its visit counts as advice, so that no figure betrays it.
    """
    if stop_id is None:
        return
    try:
        ending = Ending.MATTER if number else Ending.ADVICE
        reception.end(stop_id, ending=ending, number=number, actor=request.actor, now=now)
    except (Refused, reception.NotNow, AnswersWrong):
        messages.info(request, _("已经登记。来访的号请在接访页面结束。"))


@require_safe
@staff_required(REGISTER)
def registered(request: StaffRequest) -> HttpResponseBase:
    """The receipt of what this clerk registered last, to hand over on paper. That of an accusation for some minutes only."""
    found = _last(request)
    if found is None:
        return redirect("petitions:register")
    matter = portal.matter_of(resident([found.matter_id]), found.number)
    if matter is None:
        raise Http404
    paper = request.GET.get("paper", "80")
    context = {
        "receipt": part(request, found, matter),
        "is_sealed": matter.is_sealed,
        "may_see": portal.matter_of(request.actor, found.number) is not None,
        "paper": paper if paper in PAPERS else "80",
        "papers": PAPERS,
    }
    return render(request, "petitions_bringing/registered.html", context)


def _last(request: StaffRequest) -> Receipt | None:
    keys = draft.sent_keys(request)
    return portal.receipt_for(keys[-1]) if keys else None


@require_POST
@staff_required(actions.CONFIRM)
def confirm(request: StaffRequest, number: str) -> HttpResponseBase:
    """Say that one has seen who the petitioner is."""
    matter = matter_or_404(request, number)
    try:
        actions.confirm_at_window(matter.id, actor=request.actor, now=timezone.now())
    except actions.NothingToConfirm as wrong:
        messages.warning(request, str(wrong))
    else:
        messages.success(request, _("记下了：身份当面核对过，没有留证件。"))
    return redirect("desk:matter", number)


@require_POST
@staff_required("matters.see")
def show_way(request: StaffRequest, number: str) -> HttpResponseBase:
    """Put what the register says of a way into one's draft of the step that tells it."""
    matter = matter_or_404(request, number)
    way = ways.way(request.POST.get("way", ""), on=timezone.localdate())
    if way is None:
        raise Http404
    answers = {"path": way.path, "where": ways.told(way)}
    desk.save_draft(matter.id, ways.STEP, answers, actor=request.actor, now=timezone.now())
    messages.success(
        request,
        _("“%(way)s”的地址和要带的东西已经放进“告知途径”的草稿，请补上理由再告知。") % {"way": way.name},
    )
    return redirect("desk:matter", number)
