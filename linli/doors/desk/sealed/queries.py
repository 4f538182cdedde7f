"""What the pages of sealed matters read, all of it through the keys that the actor holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from linli.core.matters.models import KeyHolder, Matter, OpeningRequest, SealedFile, SealedText
from linli.core.matters.search.keyset import Beyond, Page, Place, Turn, turned
from linli.ground.people.actor import Actor
from linli.ground.people.models import Posting, Staff
from linli.ground.people.queries.dates import valid_on

SIZE = 50
BATCH = 500
VIEWS = {"open": ("due_at", True), "closed": ("received_at", False)}
SHOWN = ("unit", "handler")


def held_one(actor: Actor, number: str) -> Matter | None:
    """Return the sealed matter with this number, if the actor holds its key and it is not about them."""
    return _seen(actor).select_related("key", "channel").filter(number=number).first()


def page(view: str, *, actor: Actor, after: str = "", before: str = "", size: int = SIZE) -> Page:
    """Return a page: the open ones by their next end, the nearest first; the closed ones, the newest first."""
    turn = Turn.of(after=after, before=before)
    places, earlier, later = turned(_places(view, turn, actor, size + 1), turn, size)
    found = _seen(actor).in_bulk([place.id for place in places])
    return Page([found[place.id] for place in places if place.id in found], earlier, later)


def every(view: str, *, actor: Actor) -> Iterator[Matter]:
    """Yield all of them in the order of the pages, a batch at a time."""
    turn = Turn()
    while places := _places(view, turn, actor, BATCH):
        found = _seen(actor).in_bulk([place.id for place in places])
        yield from (found[place.id] for place in places if place.id in found)
        turn = Turn(after=places[-1])


def _seen(actor: Actor) -> QuerySet[Matter]:
    return Matter.objects.visible_to(actor, sealed=True).filter(is_sealed=True).select_related(*SHOWN)


def _places(view: str, turn: Turn, actor: Actor, most: int) -> list[Place]:
    """Return where the next of them stand. The holdings are found by their index and sorted by two columns alone."""
    column, upwards = VIEWS[view]
    ascending = upwards != turn.is_back
    mine = KeyHolder.objects.filter(staff=actor.staff_id, way=KeyHolder.Way.STAFF, ended_at=None)
    seen = Matter.objects.visible_to(actor, sealed=True).filter(is_sealed=True, is_open=view == "open")
    rows = seen.filter(id__in=mine.values("matter"))
    if turn.start:
        rows = rows.filter(Beyond(column, turn.start, upwards=ascending))
    sign = "" if ascending else "-"
    return [
        Place(*row) for row in rows.order_by(f"{sign}{column}", f"{sign}id").values_list(column, "id")[:most]
    ]


# ---------------------------------------------------------------- one matter


@dataclass(frozen=True)
class Holder:
    """A colleague who holds the key: since when, for which unit they serve, from whom they have it."""

    staff: Staff
    units: str
    since: datetime
    granted_by: str


def holders_of(matter: Matter, *, on: date) -> list[Holder]:
    """Return who holds the key, the first first, with the units in which they serve on that day."""
    rows = KeyHolder.objects.filter(matter=matter, way=KeyHolder.Way.STAFF, ended_at=None)
    rows = rows.select_related("staff", "granted_by").order_by("granted_at", "id")
    units = _units_of([row.staff_id for row in rows if row.staff_id], on)
    return [
        Holder(
            row.staff,
            "、".join(units.get(row.staff_id, [])),
            row.granted_at,
            row.granted_by.name if row.granted_by else "",
        )
        for row in rows
        if row.staff and row.staff_id
    ]


def _units_of(staff_ids: Sequence[UUID], on: date) -> dict[UUID, list[str]]:
    names: dict[UUID, list[str]] = {}
    serving = Posting.objects.filter(valid_on(on), staff__in=staff_ids).order_by("post__unit__code")
    for staff, name in serving.values_list("staff_id", "post__unit__name"):
        units = names.setdefault(staff, [])
        units += [name] if name not in units else []
    return names


def names_of_texts(matter: Matter) -> list[str]:
    return list(
        SealedText.objects.filter(matter=matter).order_by("kept_at", "id").values_list("name", flat=True)
    )


def files_of(matter: Matter) -> list[SealedFile]:
    return list(SealedFile.objects.filter(matter=matter).select_related("file").order_by("added_at", "id"))


def file_of(matter: Matter, file_id: UUID) -> SealedFile | None:
    return SealedFile.objects.filter(matter=matter, id=file_id).select_related("file").first()


def waiting_of(matter: Matter) -> list[OpeningRequest]:
    """Return the requests on which no second person has decided yet, the first first."""
    rows = OpeningRequest.objects.filter(matter=matter, decided_at=None)
    return list(rows.select_related("staff").order_by("asked_at", "id"))


def is_agreed(matter: Matter, actor: Actor) -> bool:
    """Tell whether a second person has agreed that the actor opens who it is, and it has not been used."""
    rows = OpeningRequest.objects.filter(matter=matter, staff=actor.staff_id, agreed=True, used_at=None)
    return rows.exists()
