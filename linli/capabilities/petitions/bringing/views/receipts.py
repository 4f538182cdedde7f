"""What the petitioner takes home, small pictures of what is not sent yet, and the other lawful ways."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.capabilities.petitions.bringing import draft, provider
from linli.capabilities.petitions.bringing.actions import can_confirm, requester_of
from linli.capabilities.petitions.bringing.ways import ways as ways_in_force
from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.doors.portal import queries, shown
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
        return redirect("petitions:bring")
    given, matter = found
    clocks, _units = shown.clock_parts(matter, procedure_of(matter), now=timezone.now())
    party = requester_of(matter)
    context = {
        "receipt": part(request, given, matter),
        "given": given,
        "matter": matter,
        "clock": clocks[0] if clocks else None,
        "may_confirm": party is not None and can_confirm(party, matter),
        "by_provider": provider.is_on(),
    }
    return render(request, "petitions_bringing/receipt.html", context)


@never_cache
@require_safe
def slip(request: HttpRequest, paper: str) -> HttpResponse:
    """The same for paper: a roll of 58 or 80 mm, or A4."""
    found = _found(request)
    if found is None or paper not in PAPERS:
        return redirect("petitions:bring")
    context = {"receipt": part(request, *found), "paper": paper, "papers": PAPERS}
    return render(request, "petitions_bringing/slip.html", context)


@never_cache
@require_safe
def draft_photo(request: HttpRequest, place: int) -> HttpResponseBase:
    """A picture of this browser's own draft, small."""
    writing = draft.current(request)
    if writing is None or not 1 <= place <= len(writing.photos):
        raise Http404
    stored = queries.files([writing.photos[place - 1]])
    if not stored:
        raise Http404
    return serve(request, stored[0], _("照片"), thumbnail=True)


@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Where else things belong: the place, its hours, and what to bring."""
    found = ways_in_force(on=timezone.localdate())
    return render(request, "petitions_bringing/ways.html", {"ways": found})


def _found(request: HttpRequest) -> tuple[Receipt, Matter] | None:
    keys = draft.sent_keys(request)
    given = queries.receipt_for(keys[-1]) if keys else None
    matter = queries.matter_of(resident([given.matter_id]), given.number) if given else None
    return (given, matter) if given and matter else None


def part(request: HttpRequest, given: Receipt, matter: Matter) -> parts.Receipt:
    """Return the receipt as pages draw it; that of a sealed matter says neither its title nor whom to call about it."""
    centre = queries.centre(on=timezone.localdate(given.received_at))
    sealed = matter.is_sealed
    return parts.Receipt(
        number=given.number,
        code=given.code,
        address=request.build_absolute_uri(reverse("portal:scan", args=[given.number, given.code])),
        unit=given.unit,
        due_at=given.due_at,
        received_at=given.received_at,
        phone="" if sealed else matter.unit.phone,
        supervision_phone="" if sealed or centre == matter.unit else centre.phone,
        title="" if sealed else matter.title,
        due_label=_("最迟转到该办的人手里"),
    )
