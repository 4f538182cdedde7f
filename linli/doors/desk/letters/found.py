"""The matter and the letter of an address, if they are the reader's to see; sealed ones to whoever holds their key."""

from uuid import UUID

from django.http import Http404

from linli.core.matters.models import Matter
from linli.flow.outcomes.letters import queries
from linli.flow.outcomes.letters.models import Letter
from linli.ground.people import opened
from linli.ground.people.doorway import StaffRequest


def matter_or_404(request: StaffRequest, number: str) -> Matter:
    found = queries.matter_of(number, actor=request.actor)
    if found is None:
        raise Http404
    return found


def letter_or_404(request: StaffRequest, letter_id: UUID) -> Letter:
    """Return a letter that the reader may see and read. Raises Http404."""
    found = queries.letter_of(letter_id, actor=request.actor, sealed=True)
    if found is None:
        raise Http404
    return found


def key_of(request: StaffRequest, matter: Matter) -> bytes:
    """Return the key of a sealed matter that this browser has open, b"" otherwise."""
    return (opened.key_of(request, matter.id) or b"") if matter.is_sealed else b""
