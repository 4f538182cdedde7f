"""Bring a matter, read it, list matters."""

from hashlib import sha256
from typing import Annotated

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, Path, Query, Router, Status

from linli.core.matters.models import Matter
from linli.core.matters.telling import tell
from linli.doors.api import queries, shown
from linli.doors.api.entering import ApiRequest
from linli.doors.api.problems import NotRight
from linli.doors.api.shapes import (
    Happened,
    ListOut,
    MatterOut,
    ReceiptOut,
    SubmissionIn,
    problems,
)
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Spot, Submission
from linli.ground.people.actor import Refused

SEE = "matters.see"
router = Router(tags=["matters"])
Number = Annotated[str, Path(description="The number of the matter, 13 figures.", max_length=20)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        description="Names this submission for ever, e.g. a UUID. The same again gets the same receipt.",
    ),
]


@router.post("", response={201: ReceiptOut, 200: ReceiptOut, **problems(409)}, operation_id="bring")
def bring(request: ApiRequest, said: SubmissionIn, key: Key) -> Status[ReceiptOut]:
    """Bring a matter. 201: taken in; 200: it was before, this is the same receipt; 409: the key stands for something
    else, both are kept for a clerk."""
    own = f"api:{request.auth.client.id.hex}:{sha256(key.encode()).hexdigest()[:40]}"
    known = queries.was_taken_in(own)
    receipt = receive(_submission(said, own), actor=request.auth.actor, now=timezone.now())
    answer = ReceiptOut(
        number=receipt.number,
        code=receipt.code,
        unit=receipt.unit,
        received_at=receipt.received_at,
        due_at=receipt.due_at,
        entry=receipt.entry,
        signature=receipt.signature,
    )
    return Status(200 if known else 201, answer)


@router.get("", response={200: ListOut, **problems()}, operation_id="list")
def listed(
    request: ApiRequest,
    lane: str = Query(
        "all", max_length=16, description="Which list: all, open, closed, overdue, soon, unit, claim …"
    ),
    after: str = Query("", max_length=64, description="The cursor `next` of the page before."),
    limit: int = Query(50, ge=1, le=200),
    kind: str = Query("", max_length=32),
    severity: str = Query("", max_length=8),
    state: str = Query("", max_length=32),
    outcome: str = Query("", max_length=16),
    unit: str = Query(
        "", max_length=36, description="By id, as also category, channel, town, village and cell."
    ),
    category: str = Query("", max_length=36),
    channel: str = Query("", max_length=36),
    town: str = Query("", max_length=36),
    village: str = Query("", max_length=36),
    cell: str = Query("", max_length=36),
    since: str = Query("", max_length=10, description="Received on this day or later, e.g. 2026-03-01."),
    until: str = Query("", max_length=10),
) -> ListOut:
    """Matters that the program may see, page by page; any depth costs the same."""
    asked = {
        "kind": kind, "severity": severity, "state": state, "outcome": outcome, "unit": unit,
        "category": category, "channel": channel, "town": town, "village": village, "cell": cell,
        "since": since, "until": until,
    }  # fmt: skip
    filters = Filters.of(asked)
    if unread := [name for name, value in asked.items() if value and name not in dict(filters.given())]:
        raise NotRight({name: _("看不懂这个条件。") for name in unread})
    actor = request.auth.actor
    if not actor.may(SEE):
        raise Refused(SEE)
    chosen = worklists.lane_named(lane, actor)
    if chosen is None:
        raise NotRight({"lane": _("没有这个清单。")})
    page = worklists.page(chosen, filters, actor=actor, now=timezone.now(), after=after, size=limit)
    return ListOut(matters=[shown.brief(matter) for matter in page.matters], next=page.after)


@router.get("/{number}", response={200: MatterOut, **problems(404)}, operation_id="read")
def read(request: ApiRequest, response: HttpResponse, number: Number) -> MatterOut:
    """One matter. Its `ETag` is what a step must show again in `If-Match`."""
    matter = matter_or_404(request, number)
    response["ETag"] = f'"{matter.version}"'
    return shown.whole(matter)


@router.get("/{number}/timeline", response={200: list[Happened], **problems(404)}, operation_id="timeline")
def timeline(request: ApiRequest, number: Number) -> list[Happened]:
    """What happened, oldest first."""
    return [shown.happened(one) for one in tell(matter_or_404(request, number), audience="staff")]


def matter_or_404(request: ApiRequest, number: str) -> Matter:
    matter = queries.matter_of(request.auth.actor, number)
    if matter is None:
        raise Http404
    return matter


def _submission(said: SubmissionIn, key: str) -> Submission:
    on, errors = timezone.localdate(), {}
    found = {
        "/category": (said.category, queries.category_coded(said.category)),
        "/place/cell": (said.place.cell, queries.cell_coded(said.place.cell, on=on)),
        "/place/village": (said.place.village, queries.village_coded(said.place.village, on=on)),
    }
    for name, (code, key_of) in found.items():
        if code and key_of is None:
            errors[name] = _("没有这个代码：%(code)s。") % {"code": code}
    if errors:
        raise NotRight(errors)
    return Submission(
        key=key,
        capability=said.capability,
        kind=said.kind,
        text=said.text,
        channel=said.channel,
        title=said.title,
        category_id=found["/category"][1],
        severity=said.severity,
        spot=Spot(
            cell_id=found["/place/cell"][1],
            village_id=found["/place/village"][1],
            longitude=said.place.longitude,
            latitude=said.place.latitude,
            words=said.place.words,
        ),
        name=said.name,
        phone=said.phone,
        happened_at=said.happened_at,
    )
