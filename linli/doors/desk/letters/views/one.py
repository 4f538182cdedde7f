"""One letter: how it stands, its files, delivering it, having it acknowledged, making it void."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.letters.forms import DeliverForm, VoidForm
from linli.doors.desk.letters.found import key_of, letter_or_404
from linli.doors.desk.letters.shown import replacement_of, standing_of
from linli.flow.outcomes.letters import actions, queries
from linli.flow.outcomes.letters.kinds import label_of
from linli.flow.outcomes.letters.models import Delivery, Letter
from linli.ground.files.serving import serve_data
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409
FORMS: dict[str, queries.Form] = {"pdf": "pdf", "docx": "docx"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def one(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """A letter, and what the reader may do with it."""
    letter = letter_or_404(request, letter_id)
    act = request.POST.get("act", "")
    deliver = DeliverForm(request.POST if act == "deliver" else None, initial={"on": timezone.localdate()})
    void = VoidForm(request.POST if act == "void" else None)
    form: Form = void if act == "void" else deliver
    status = 200
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            said, to = _act(request, letter, act, form)
        except AnswersWrong as wrong:
            errors = {"why" if name == "reason" else name: text for name, text in wrong.errors.items()}
            show_wrong(form, errors)
            status = FAULTY
        except StepNotOpen as closed:
            messages.warning(request, str(closed))
            status = CONFLICT
        else:
            messages.success(request, said)
            return redirect("desk:letters-one", to.id)
    elif form.is_bound and form.errors:
        status = FAULTY
    return _page(request, letter, deliver, void, status)


def _act(request: StaffRequest, letter: Letter, act: str, form: Form) -> tuple[str, Letter]:
    """Do what the pressed button says; return what to say and which letter to show. Raises what the action raises."""
    actor, now = request.actor, timezone.now()
    match act:
        case "deliver":
            said = form.cleaned_data
            actions.deliver(letter.id, how=said["how"], to=said["to"], on=said["on"], actor=actor, now=now)
            return _("送达已经记下，诉求人看得到。"), letter
        case "acknowledge":
            actions.acknowledge(letter.id, actor=actor, now=now)
            return _("签收已经记下。"), letter
        case "receipt":
            receipt = actions.receipt_for(letter.id, actor=actor, now=now)
            return _("送达回证已经印好，请打印出来让对方签名。"), receipt
        case "void":
            actions.void(letter.id, reason=form.cleaned_data["why"], actor=actor, now=now)
            return _("已经作废，文号留着，不再使用。"), letter
    raise Refused


def _page(
    request: StaffRequest, letter: Letter, deliver: DeliverForm, void: VoidForm, status: int
) -> HttpResponse:
    matter, key = letter.matter, key_of(request, letter.matter)
    may_read = queries.may_read(letter, matter, request.actor)
    is_closed = matter.is_sealed and not key
    holds = letter.void_at is None and replacement_of(letter) is None
    may_act = queries.may_act(letter, matter, request.actor)
    context = {
        "letter": letter,
        "matter": matter,
        "label": label_of(letter.kind),
        "standing": standing_of(letter),
        "replacement": replacement_of(letter),
        "receipts": letter.receipts.all(),
        "deliveries": [(row, _to(row, letter, key, may_read=may_read)) for row in letter.deliveries.all()],
        "may_read": may_read and not is_closed,
        "is_closed": is_closed,
        "lines": queries.lines_of(letter, key=key) if may_read and not is_closed else (),
        "may_act": may_act and holds,
        "may_void": may_act and holds and not letter.deliveries.all(),
        "deliver": deliver,
        "void": void,
    }
    return render(request, "desk_letters/one.html", context, status=status)


def _to(row: Delivery, letter: Letter, key: bytes, *, may_read: bool) -> str:
    if not may_read:
        return ""
    try:
        return queries.words(row, letter.matter, "to", key=key)
    except queries.Locked:
        return ""


@require_safe
@staff_required("matters.see")
def file(request: StaffRequest, letter_id: UUID, form: str) -> HttpResponseBase:
    """The letter as it was handed out."""
    letter = letter_or_404(request, letter_id)
    if not queries.may_read(letter, letter.matter, request.actor):
        raise Http404
    try:
        data = queries.data_of(letter, FORMS[form], key=key_of(request, letter.matter))
    except (KeyError, queries.Locked):
        raise Http404 from None
    return serve_data(data, queries.KINDS[form], f"{label_of(letter.kind)}{letter.number}")
