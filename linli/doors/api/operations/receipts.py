"""What a resident may ask with the secret code of their slip, e.g. through a telephone line of the centre."""

from datetime import timedelta
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Header, Router

from linli.core.matters.secrets import matter_with_code
from linli.core.matters.telling import tell
from linli.doors.api import queries, shown
from linli.doors.api.entering import TooMany
from linli.doors.api.operations.matters import Number
from linli.doors.api.shapes import Problem, StatusOut
from linli.ground.people.actor import resident
from linli.ground.people.doorway import source_of
from linli.ground.people.throttle import Limit, attempt

PER_NUMBER = (5, timedelta(minutes=15))
PER_SOURCE = (60, timedelta(hours=1))
router = Router(tags=["receipts"])
Secret = Annotated[
    str,
    Header(
        alias="Receipt-Code",
        min_length=4,
        max_length=40,
        description="The secret code of the slip; never in an address, since addresses are written down everywhere.",
    ),
]


@router.get(
    "/{number}",
    response={200: StatusOut, 404: Problem, 422: Problem, 429: Problem},
    operation_id="receipt",
    auth=None,
)
def receipt(request: HttpRequest, number: Number, code: Secret) -> StatusOut:
    """How the matter stands, in the words its resident reads. A wrong number and a wrong code look the same."""
    digits, source = number.replace("-", ""), source_of(request)
    limits = [
        Limit("follow", f"{digits}\0{source}", *PER_NUMBER),
        Limit("follow-source", source, *PER_SOURCE),
    ]
    verdict = attempt(limits, now=timezone.now())
    if not verdict.allowed:
        raise TooMany(PER_NUMBER[1])
    found = matter_with_code(digits, code)
    matter = queries.matter_opened(resident([found]), found) if found else None
    if matter is None:
        raise Http404
    verdict.forgive()
    return shown.status(matter, tell(matter, audience="resident"))
