"""The register of petitions and of what has to be carried out: what the actor may see, keyset-paged, the newest first.

What is sealed stands in neither: it is not the actor's to see as a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from linli.capabilities.petitions.models import CarryingOut, Petition
from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.ground.calendars.moments import midnight
from linli.ground.people.actor import Actor

PAGE, BATCH = 50, 500
COLUMNS = ("klass", "stage", "form", "conclusion")


@dataclass(frozen=True)
class Asked:
    """Which petitions; what is "" or None holds for all. `standing`: "open" or "closed"."""

    klass: str = ""
    stage: str = ""
    form: str = ""
    conclusion: str = ""
    standing: str = ""
    unit: UUID | None = None
    since: date | None = None
    until: date | None = None

    def condition(self) -> Q:
        found = Q(**{name: getattr(self, name) for name in COLUMNS if getattr(self, name)})
        if self.standing:
            found &= Q(matter__is_open=self.standing == "open")
        if self.unit:
            found &= Q(matter__unit=self.unit)
        if self.since:
            found &= Q(brought_at__gte=midnight(self.since))
        if self.until:
            found &= Q(brought_at__lt=midnight(date.fromordinal(self.until.toordinal() + 1)))
        return found

    def said(self) -> dict[str, str]:
        """Return what was asked for, as an address says it."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in told.items() if value}


def seen_by(actor: Actor) -> QuerySet[Petition]:
    """Return the petitions on matters that the actor may see."""
    rows = Petition.objects.filter(of_matters_seen(actor))
    return rows.select_related("matter__unit", "matter__handler", "organ")


def listed(
    rows: QuerySet[Petition], asked: Asked, *, after: str = "", size: int = PAGE
) -> tuple[list[Petition], str]:
    """Return one page, and where the next one begins ("" = nowhere). What makes no sense in `after` is the first page."""
    found = rows.filter(asked.condition())
    moment, _bar, key = after.partition("_")
    try:
        if after:
            at, matter = datetime.fromisoformat(moment), UUID(key)
            found = found.filter(Q(brought_at__lt=at) | Q(brought_at=at, matter__lt=matter))
    except ValueError:
        pass
    page = list(found.order_by("-brought_at", "-matter")[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return page[:size], f"{last.brought_at.isoformat()}_{last.matter_id}" if last else ""


def every(rows: QuerySet[Petition], asked: Asked) -> Iterator[Petition]:
    """Yield all, for a table to take away."""
    found = rows.filter(asked.condition()).order_by("-brought_at", "-matter")
    yield from found.iterator(chunk_size=BATCH)


DUTIES = {"open": Q(done_at=None), "late": Q(was_late=True), "done": Q(done_at__isnull=False)}


def duties_seen(actor: Actor) -> QuerySet[CarryingOut]:
    """Return what has to be carried out of petitions that the actor may see."""
    seen = Matter.objects.visible_to(actor).filter(id=OuterRef("petition_id"))
    rows = CarryingOut.objects.filter(Exists(seen))
    return rows.select_related("organ", "petition__matter", "done_by")


def duties_listed(
    rows: QuerySet[CarryingOut], standing: str, *, after: str = "", size: int = PAGE
) -> tuple[list[CarryingOut], str]:
    """Return one page, the first to be due in front, and where the next one begins ("" = nowhere)."""
    found = rows.filter(DUTIES.get(standing, Q()))
    day, _bar, key = after.partition("_")
    try:
        if after:
            on, row = date.fromisoformat(day), UUID(key)
            found = found.filter(Q(due_on__gt=on) | Q(due_on=on, id__gt=row))
    except ValueError:
        pass
    page = list(found.order_by("due_on", "id")[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return page[:size], f"{last.due_on.isoformat()}_{last.id}" if last else ""


def duties_every(rows: QuerySet[CarryingOut], standing: str) -> Iterator[CarryingOut]:
    """Yield all, for a table to take away."""
    found = rows.filter(DUTIES.get(standing, Q())).order_by("due_on", "id")
    yield from found.iterator(chunk_size=BATCH)


def duty_sums(rows: QuerySet[CarryingOut]) -> dict[str, int]:
    """Return how many are open, late and done; one query."""
    sums = {name: Count("id", filter=condition) for name, condition in DUTIES.items()}
    return rows.order_by().aggregate(**sums)
