"""What the desk reads. Matters only through `visible_to`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from linli.core.matters.models import (
    Attachment,
    Category,
    Channel,
    Draft,
    IdentityLevel,
    Matter,
    Party,
    Watch,
)
from linli.doors.desk.models import Presence, SavedFilter
from linli.flow.intake.memory import recall, receipt_of
from linli.flow.intake.receipt import Receipt
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff, Unit
from linli.ground.people.phones import masked
from linli.ground.people.queries import colleagues
from linli.ground.people.queries.dates import valid_on
from linli.ground.people.vault import sealer
from linli.ground.places.models import Area, Cell, Level
from linli.ground.prepared import Prepared

HERE_FOR = timedelta(seconds=60)
WITH = (
    "unit",
    "handler",
    "answerable_unit",
    "answerable",
    "offered_to",
    "category",
    "channel",
    "town",
    "village",
    "cell",
)


@dataclass(frozen=True)
class Person:
    """A party as the desk may show them without opening what is sealed."""

    role: str
    identity: str
    phone: str


def matter_of(actor: Actor, number: str) -> Matter | None:
    """Return the matter if it is the actor's to see."""
    return next(iter(_looks_of(actor)(number)), None)


@lru_cache(maxsize=200)
def _looks_of(actor: Actor) -> Prepared[Matter]:
    def numbered(number: str) -> QuerySet[Matter]:
        return Matter.objects.visible_to(actor).select_related(*WITH).filter(number=number)

    return Prepared(numbered)


def parties_of(matter: Matter) -> list[Person]:
    """Return who is concerned: telephone masked, name only as being there or not."""
    return [
        Person(
            party.get_role_display(),
            str(IdentityLevel(party.identity).label),
            _masked_phone(party),
        )
        for party in _parties(matter.id)
    ]


def _masked_phone(party: Party) -> str:
    if not party.contact_index:
        return ""
    return masked(sealer().open(bytes(party.phone_sealed), bound_to=f"party:{party.id}:phone"))


def attachments_of(matter: Matter) -> list[Attachment]:
    return _attachments(matter.id)


def attachment_of(matter: Matter, attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.filter(matter=matter, id=attachment_id).select_related("file").first()


def drafts_of(matter: Matter, actor: Actor) -> dict[str, Draft]:
    """Return what the actor was typing for this matter, by step."""
    return {draft.step: draft for draft in _drafts(matter.id, actor.staff_id)} if actor.staff_id else {}


def is_watched(matter: Matter, actor: Actor) -> bool:
    return bool(actor.staff_id and _watches(matter.id, actor.staff_id))


def others_at(matter: Matter, actor: Actor, *, now: datetime) -> list[str]:
    """Return the names of colleagues who have the matter open now."""
    return [name for staff, name in _here(matter.id, now - HERE_FOR) if staff != actor.staff_id]


def _here_since(matter: UUID, since: datetime) -> "QuerySet[Presence, tuple[UUID, str]]":
    here = Presence.objects.filter(matter=matter, seen_at__gt=since)
    return here.order_by("staff__name").values_list("staff", "staff__name")


# What the page of every matter asks for.
_parties = Prepared(lambda matter: Party.objects.filter(matter=matter).order_by("id"))
_attachments = Prepared(
    lambda matter: Attachment.objects.filter(matter=matter).select_related("file").order_by("added_at", "id")
)
_drafts = Prepared(lambda matter, staff: Draft.objects.filter(matter=matter, staff=staff))
_watches = Prepared(lambda matter, staff: Watch.objects.filter(matter=matter, staff=staff).values_list("id"))
_here = Prepared(_here_since)


def steps_since(matter: Matter, version: int) -> int:
    """Return how many steps were taken since the matter had this version."""
    return max(0, matter.version - version)


def saved_filters(actor: Actor) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(staff=actor.staff_id).order_by("name")


def staff_of(matter: Matter, *, on: date) -> list[tuple[str, str]]:
    """Return who may be given the matter, as (id, name)."""
    people = colleagues(matter.unit, on=on)
    return [(str(person.id), _with_absence(person, on)) for person in people]


def units(*, on: date) -> list[tuple[str, str]]:
    """Return the units that exist on that day, as (id, name)."""
    found = Unit.objects.filter(valid_on(on)).order_by("kind", "code")
    return [(str(key), name) for key, name in found.values_list("id", "name")]


def categories() -> list[tuple[str, str]]:
    """Return the category tree as (id, indented name)."""
    rows = Category.objects.order_by("path").values_list("id", "name", "path")
    return [(str(key), "　" * path.count("/") + name) for key, name, path in rows]


def channels() -> list[tuple[str, str]]:
    return [(str(row.id), row.name) for row in Channel.objects.order_by("code")]


def channel_choices() -> list[tuple[str, str]]:
    """Return the channels by code, as intake asks for them."""
    return [(row.code, row.name) for row in Channel.objects.order_by("code")]


def areas(level: Level, *, on: date) -> list[tuple[str, str]]:
    rows = Area.objects.filter(valid_on(on), level=level).select_related("parent").order_by("code")
    name = "{0.parent.name} {0.name}" if level == Level.VILLAGE else "{0.name}"
    return [(str(row.id), name.format(row)) for row in rows]


NAMED: dict[str, type[Category | Channel | Area | Cell | Unit | Staff]] = {
    "category": Category,
    "channel": Channel,
    "town": Area,
    "village": Area,
    "cell": Cell,
    "unit": Unit,
    "handler": Staff,
}


def name_of(field: str, key: UUID) -> str:
    """Return what the row that a filter names is called."""
    model = NAMED[field]
    return str(
        model._default_manager.filter(pk=key).values_list("name", flat=True).first() or _("没有这一项")
    )


def units_led(actor: Actor) -> list[Unit]:
    """Return the units whose work the actor may give to others."""
    ids = dict.fromkeys(grant.unit_id for grant in actor.granting("handling.assign"))
    return list(Unit.objects.filter(id__in=ids).order_by("code"))


@dataclass(frozen=True)
class Load:
    """A colleague with the number of open matters on their hands."""

    staff: Staff
    unit: Unit
    count: int
    is_absent: bool


def loads(actor: Actor, *, on: date) -> list[Load]:
    """Return the colleagues in the actor's units with what they have open; the absent, then the busiest, first."""
    found = []
    for unit in units_led(actor):
        open_here = Matter.objects.visible_to(actor).filter(is_open=True, unit=unit, handler__isnull=False)
        counts = dict(open_here.values_list("handler").annotate(Count("id")).order_by())
        people = {person.id: person for person in colleagues(unit, on=on)}
        gone = Staff.objects.filter(id__in=set(counts) - set(people))
        for person in [*people.values(), *gone]:
            absent = person.id not in people or _is_absent(person, on)
            found.append(Load(person, unit, counts.get(person.id, 0), absent))
    return sorted(found, key=lambda load: (not load.is_absent, -load.count, load.staff.name))


def colleague(actor: Actor, staff_id: UUID, *, on: date) -> Load | None:
    return next((load for load in loads(actor, on=on) if load.staff.id == staff_id), None)


def _is_absent(staff: Staff, on: date) -> bool:
    return staff.absent_until is not None and staff.absent_until >= on


def _with_absence(staff: Staff, on: date) -> str:
    return _("%(name)s（不在岗）") % {"name": staff.name} if _is_absent(staff, on) else staff.name


def area_coded(code: str) -> Area | None:
    """Return the town or village with this code."""
    rows = Area.objects.filter(level__in=(Level.TOWN, Level.VILLAGE), code=code).select_related("parent")
    return rows.order_by("-level").first()


def ids_of(numbers: Sequence[str], actor: Actor) -> dict[str, UUID]:
    """Return the ids of those matters with these numbers that the actor may see."""
    found = Matter.objects.visible_to(actor).filter(number__in=numbers)
    return dict(found.values_list("number", "id"))


def receipt_for(key: str) -> Receipt | None:
    """Return the receipt that was given for this submission."""
    intake = recall(key) if key else None
    return receipt_of(intake, key) if intake and intake.receipt_sealed else None
