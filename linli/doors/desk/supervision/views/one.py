"""One supervision: its page, its acts, its answer, its letter."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.supervision import acts, shown, sides
from linli.doors.desk.supervision.acts import Act
from linli.doors.desk.supervision.forms import AnswerForm
from linli.doors.desk.supervision.shown import NOTHING, Typed
from linli.flow.handling.supervision import actions, rights
from linli.flow.handling.supervision.actions.listing import public
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.queries import reading
from linli.ground.files.actions import FileRefused, store_document, store_image
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409
MOST_FILES = 9
APART = ("csrfmiddlewaretoken", "confirmed")


@require_safe
@staff_required("matters.see")
def page(request: StaffRequest, number: str) -> HttpResponseBase:
    """What was asked, by when, what was answered, what may be done now."""
    return _page(request, found_or_404(request, number))


@require_safe
@staff_required("matters.see")
def letter(request: StaffRequest, number: str) -> HttpResponseBase:
    """The letter (督办函) to print on A4."""
    supervision, now = found_or_404(request, number), timezone.now()
    course = reading.course_of(supervision)
    clock = course.clocks.get(supervision.id)
    context = {"one": supervision, "clock": clock, "now": now}
    return render(request, "desk_supervision/letter.html", context)


@require_POST
@staff_required("matters.see")
def act(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Do one act, or say why it cannot be done and keep what was typed. What will be public is shown first."""
    supervision, chosen = found_or_404(request, number), acts.act_named(name)
    if chosen is None:
        raise Http404
    said = {key: value for key, value in request.POST.items() if key not in APART}
    now = timezone.now()
    try:
        given = acts.dated(said)
        if chosen.public and "confirmed" not in request.POST:
            return _preview(request, supervision, chosen, said)
        chosen.do(supervision, given, request.actor, now)
    except ValueError:
        typed = Typed(name, said, {"until": _("请写一个日期，例如 2026-03-20。")})
        return _page(request, supervision, typed=typed, status=FAULTY)
    except AnswersWrong as wrong:
        return _page(request, supervision, typed=Typed(name, said, wrong.errors), status=FAULTY)
    except StepNotOpen as closed:
        return _page(request, supervision, typed=Typed(name, said), status=CONFLICT, trouble=str(closed))
    messages.success(request, _("“%(act)s”已经记下，事项的经过里看得到。") % {"act": chosen.label})
    return redirect("desk:supervision-one", number)


def _preview(
    request: StaffRequest, supervision: Supervision, chosen: Act, said: Mapping[str, Any]
) -> HttpResponseBase:
    """Show the words as everybody will read them. Raises AnswersWrong where they tell of a person."""
    course = reading.course_of(supervision)
    if not chosen.is_for(request.actor, supervision, course):
        raise Http404
    words = {name: str(said.get(name, "")) for name in chosen.public}
    settled = public(supervision, now=timezone.now(), **words)
    preview = {"act": chosen, "words": settled, "said": said}
    return _page(request, supervision, typed=Typed(chosen.name, said), preview=preview)


@require_POST
@staff_required("matters.see")
def answer(request: StaffRequest, number: str) -> HttpResponseBase:
    """Answer in writing, with papers and pictures."""
    supervision, form = found_or_404(request, number), AnswerForm(request.POST)
    if not rights.may_answer(request.actor, supervision):
        raise Refused
    uploads = request.FILES.getlist("files")[:MOST_FILES]
    if not form.is_valid():
        return _page(request, supervision, form=form, status=FAULTY)
    try:
        with transaction.atomic():
            files = [_kept(upload) for upload in uploads]
            actions.answer(
                supervision.id, files=files, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
    except FileRefused as wrong:
        form.add_error(None, wrong.sentence)
        return _page(request, supervision, form=form, status=FAULTY)
    except AnswersWrong as wrong:
        show_wrong(form, wrong.errors)
        return _page(request, supervision, form=form, status=FAULTY)
    except StepNotOpen as closed:
        return _page(request, supervision, form=form, status=CONFLICT, trouble=str(closed))
    messages.success(request, _("回复已经交给督办单位，等他们核实。"))
    return redirect("desk:supervision-one", number)


def _kept(upload: UploadedFile) -> tuple[str, StoredFile]:
    """Return the upload kept: a PDF as it is, anything else as a picture. Raises FileRefused."""
    now, name = timezone.now(), upload.name or ""
    store = store_document if name.lower().endswith(".pdf") else store_image
    return name, store(upload, now=now)


def _page(
    request: StaffRequest,
    supervision: Supervision,
    *,
    typed: Typed = NOTHING,
    form: AnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponseBase:
    course, now, actor = reading.course_of(supervision), timezone.now(), request.actor
    clocks = shown.clocks(supervision, course, now=now)
    may_answer = supervision.awaits_answer and rights.may_answer(actor, supervision)
    context = {
        "one": supervision,
        "course": course,
        "facts": shown.facts(supervision),
        "clocks": clocks,
        "happenings": shown.happenings(supervision, course),
        "papers": shown.papers(supervision, course),
        "steps": shown.buttons(supervision, course, actor, typed=typed, now=now),
        "form": (form or AnswerForm()) if may_answer else None,
        "now": now,
        "sides": sides.of(actor),
        **more,
    }
    return render(request, "desk_supervision/one.html", context, status=status)


def found_or_404(request: StaffRequest, number: str) -> Supervision:
    found = reading.numbered(number, actor=request.actor)
    if found is None:
        raise Http404
    return found
