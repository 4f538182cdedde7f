"""What the resident takes home: number, secret code, who has it, by when, and why by then."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.doors.portal import draft, queries, shown
from linli.flow.intake.receipt import Receipt
from linli.ground.files.serving import serve
from linli.ground.look import parts
from linli.ground.people.actor import resident

PAPERS = ("58", "80", "a4")


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt of what this browser sent last."""
    found = _found(request)
    if found is None:
        return redirect("portal:home")
    given, matter = found
    clocks, _units = shown.clock_parts(matter, procedure_of(matter), now=timezone.now())
    context = {
        "receipt": _part(request, given, matter),
        "matter": matter,
        "given": given,
        "clock": clocks[0] if clocks else None,
        "papers": PAPERS,
    }
    return render(request, "portal/receipt.html", context)


@never_cache
@require_safe
def slip(request: HttpRequest, paper: str) -> HttpResponse:
    """The same for paper: a roll of 58 or 80 mm, or A4."""
    found = _found(request)
    if found is None or paper not in PAPERS:
        return redirect("portal:home")
    context = {"receipt": _part(request, *found), "paper": paper, "papers": PAPERS}
    return render(request, "portal/slip.html", context)


@never_cache
@require_safe
def draft_photo(request: HttpRequest, place: int) -> HttpResponseBase:
    """A photo of this browser's own draft, small."""
    writing = draft.current(request)
    if writing is None or not 1 <= place <= len(writing.photos):
        raise Http404
    stored = queries.files([writing.photos[place - 1]])
    if not stored:
        raise Http404
    return serve(request, stored[0], _("照片"), thumbnail=True)


def _found(request: HttpRequest) -> tuple[Receipt, Matter] | None:
    keys = draft.sent_keys(request)
    given = queries.receipt_for(keys[-1]) if keys else None
    matter = queries.matter_of(resident([given.matter_id]), given.number) if given else None
    return (given, matter) if given and matter else None


def _part(request: HttpRequest, given: Receipt, matter: Matter) -> parts.Receipt:
    centre = queries.centre(on=timezone.localdate(given.received_at))
    return parts.Receipt(
        number=given.number,
        code=given.code,
        address=request.build_absolute_uri(reverse("portal:scan", args=[given.number, given.code])),
        unit=matter.unit.name,
        due_at=given.due_at,
        received_at=given.received_at,
        phone=matter.unit.phone,
        supervision_phone=centre.phone if centre != matter.unit else "",
        title=matter.title,
    )
