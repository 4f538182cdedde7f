"""One letter on the page of its matter: what it says, its files, and that the resident has it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.core.procedures.taking import StepNotOpen
from linli.doors.portal.letters.shown import row_of
from linli.doors.portal.own import ask_for_code
from linli.flow.outcomes.letters import actions, queries
from linli.flow.outcomes.letters.kinds import label_of
from linli.flow.outcomes.letters.models import Letter
from linli.ground.files.serving import serve_data
from linli.ground.people import opened
from linli.ground.people.doorway import resident_of

FORMS: dict[str, queries.Form] = {"pdf": "pdf", "docx": "docx"}


@never_cache
@require_safe
def letter(request: HttpRequest, number: str, letter_id: UUID) -> HttpResponse:
    """What the letter says, in letters as large as the reader likes."""
    found = _found(request, number, letter_id)
    if found is None:
        return ask_for_code(number)
    try:
        lines = queries.lines_of(found, key=_key(request, found))
    except queries.Locked:
        return ask_for_code(number)
    context = {
        "matter": found.matter,
        "row": row_of(found),
        "letter": found,
        "lines": lines,
        "delivered_on": queries.delivered_on(found),
    }
    return render(request, "portal_letters/letter.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, number: str, letter_id: UUID, form: str) -> HttpResponseBase:
    """The letter as it was handed out."""
    found = _found(request, number, letter_id)
    if found is None or form not in FORMS:
        raise Http404
    try:
        data = queries.data_of(found, FORMS[form], key=_key(request, found))
    except queries.Locked:
        return ask_for_code(number)
    return serve_data(data, queries.KINDS[form], f"{label_of(found.kind)}{found.number}")


@never_cache
@require_POST
def received(request: HttpRequest, number: str, letter_id: UUID) -> HttpResponse:
    """The resident says that they have the letter."""
    found = _found(request, number, letter_id)
    if found is None:
        return ask_for_code(number)
    try:
        actions.acknowledge(found.id, actor=resident_of(request), now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("已经记下：您收到了。"))
    return redirect("portal:letter", number, letter_id)


def _found(request: HttpRequest, number: str, letter_id: UUID) -> Letter | None:
    found = queries.letter_of(letter_id, actor=resident_of(request), sealed=True)
    return found if found is not None and found.matter.number == number else None


def _key(request: HttpRequest, found: Letter) -> bytes:
    return (opened.key_of(request, found.matter_id) or b"") if found.matter.is_sealed else b""
