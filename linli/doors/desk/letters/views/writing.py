"""Write a letter: choose its kind, fill in what it asks for, look at it, issue it; or replace one that is wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.letters.forms import CorrectForm, LetterForm
from linli.doors.desk.letters.found import key_of, letter_or_404, matter_or_404
from linli.doors.desk.letters.shown import rows_of, sheets_of
from linli.flow.outcomes.letters import actions, kinds, queries
from linli.flow.outcomes.letters.kinds import LetterKind
from linli.flow.outcomes.letters.models import Letter
from linli.ground.documents.drawing import Look
from linli.ground.documents.versions import in_force
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409


@require_safe
@staff_required("matters.see")
def of_matter(request: StaffRequest, number: str) -> HttpResponseBase:
    """The letters about a matter, and those that can be written now."""
    matter, now = matter_or_404(request, number), timezone.now()
    context = {
        "matter": matter,
        "rows": rows_of(queries.letters_of(matter)),
        "kinds": queries.open_kinds(matter, request.actor, now=now),
    }
    return render(request, "desk_letters/of_matter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def write(request: StaffRequest, number: str, kind: str) -> HttpResponseBase:
    """Fill in a letter, look at it as it would be, and issue it."""
    matter, now = matter_or_404(request, number), timezone.now()
    declared = _kind(kind)
    if not any(one.code == kind for one, _why in queries.open_kinds(matter, request.actor, now=now)):
        raise Http404
    form = _form(request, declared, declared.fields_of(matter, now))
    return _answer(request, matter, declared, form, None, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def correct(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """Replace a letter by a right one."""
    letter = letter_or_404(request, letter_id)
    matter, declared = letter.matter, _kind(letter.kind)
    if not queries.may_act(letter, matter, request.actor):
        raise Http404
    said = {**declared.fields_of(matter, timezone.now()), **_fields(request, letter)}
    form = _form(request, declared, said)
    return _answer(request, matter, declared, form, letter, CorrectForm(request.POST or None))


def _kind(code: str) -> LetterKind:
    try:
        return kinds.named(code)
    except kinds.NoSuchKind:
        raise Http404 from None


def _form(request: StaffRequest, kind: LetterKind, said: Mapping[str, Any]) -> LetterForm:
    return LetterForm(kind, in_force(kind.template), said, request.POST or None)


def _fields(request: StaffRequest, letter: Letter) -> Mapping[str, Any]:
    try:
        return queries.fields_of(letter, key=key_of(request, letter.matter))
    except queries.Locked:
        return {}


def _answer(
    request: StaffRequest,
    matter: Matter,
    kind: LetterKind,
    form: LetterForm,
    former: Letter | None,
    why: CorrectForm | None,
) -> HttpResponse:
    """Answer with the form, with a look at the letter, or by leading on to the letter that was issued."""
    context: dict[str, Any] = {"matter": matter, "kind": kind, "form": form, "former": former, "why": why}
    status = FAULTY if form.errors or (why is not None and why.errors) else 200
    if request.method == "POST" and form.is_valid() and (why is None or why.is_valid()):
        try:
            if "confirmed" in request.POST:
                letter = _issue(request, matter, kind, form, former, why)
                messages.success(request, _("文书已经出具。请送达，并在这里登记。"))
                return redirect("desk:letters-one", letter.id)
            look = _look(request, matter, kind, form, former)
            context |= {"sheets": sheets_of(look), "lines": look.lines}
        except AnswersWrong as wrong:
            show_wrong(form, {name: said for name, said in wrong.errors.items() if name != "reason"})
            if why is not None and "reason" in wrong.errors:
                why.add_error("reason", wrong.errors["reason"])
            status = FAULTY
        except StepNotOpen as closed:
            form.add_error(None, str(closed))
            status = CONFLICT
    return render(request, "desk_letters/write.html", context, status=status)


def _look(
    request: StaffRequest, matter: Matter, kind: LetterKind, form: LetterForm, former: Letter | None
) -> Look:
    said = {**(_fields(request, former) if former else {}), **form.said()}
    now = timezone.now()
    return actions.look(matter.id, kind=kind.code, fields=said, actor=request.actor, now=now, corrects=former)


def _issue(
    request: StaffRequest,
    matter: Matter,
    kind: LetterKind,
    form: LetterForm,
    former: Letter | None,
    why: CorrectForm | None,
) -> Letter:
    actor, now = request.actor, timezone.now()
    if former is None:
        return actions.issue(matter.id, kind=kind.code, fields=form.said(), actor=actor, now=now)
    said = {**_fields(request, former), **form.said()}
    reason = why.cleaned_data["reason"] if why else ""
    return actions.correct(former.id, fields=said, reason=reason, actor=actor, now=now)
