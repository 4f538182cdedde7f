"""Reading promises: of a matter, for the desk, and for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.flow.outcomes.commitments.models import PROMISED, Commitment, State
from linli.ground.people.actor import Actor

PAGE = 50
PUBLIC = PROMISED & Q(for_public=True)


def has_open(matter_id: UUID) -> bool:
    """Tell whether a promise about the matter runs."""
    return Commitment.objects.filter(matter=matter_id, standing=State.OPEN).exists()


def of_matter(matter: Matter, *, for_resident: bool = False) -> list[Commitment]:
    """Return the promises about a matter, oldest first, with their milestones. Two queries."""
    rows = Commitment.objects.filter(matter=matter).select_related("unit")
    if for_resident:
        rows = rows.exclude(standing=State.WITHDRAWN)
    return list(rows.prefetch_related("milestones").order_by("made_at", "id"))


def seen_by(actor: Actor) -> QuerySet[Commitment]:
    """Return the promises about matters that the actor may see."""
    return Commitment.objects.filter(of_matters_seen(actor))


def of_id(commitment_id: UUID, *, actor: Actor) -> Commitment | None:
    rows = seen_by(actor).filter(id=commitment_id)
    return rows.select_related("matter__unit", "unit", "made_by", "kept_by", "renews", "renewed_by").first()


def open_acts(row: Commitment, matter: Matter, actor: Actor) -> set[str]:
    """Return what the actor may try on a promise: keep, confirm, renew, withdraw, reach. The actions decide."""
    works = reaches(actor, "outcomes.reply", matter) or row.unit_id in actor.unit_ids
    is_over = row.standing in (State.WITHDRAWN, State.CONFIRMED) or row.kept_at is not None
    is_renewed = getattr(row, "renewed_by", None) is not None
    approves = row.standing == State.OPEN and reaches(actor, "outcomes.approve", matter)
    confirms = row.standing == State.KEPT and reaches(actor, "outcomes.verify", matter)
    found = {"keep", "reach"} if works and not is_over else set()
    found |= {"renew"} if works and not is_over and not is_renewed else set()
    found |= {"withdraw"} if approves and actor.staff_id != row.made_by_id else set()
    found |= {"confirm"} if confirms and actor.staff_id not in (row.made_by_id, row.kept_by_id) else set()
    return found


@dataclass(frozen=True)
class Asked:
    """Which promises: of a unit, a town, due from one day to another, in a state ("late": broken, made good or not)."""

    unit: UUID | None = None
    town: UUID | None = None
    since: date | None = None
    until: date | None = None
    state: str = ""

    def condition(self) -> Q:
        found = Q()
        for column, value in (("unit", self.unit), ("matter__town", self.town)):
            found &= Q(**{column: value}) if value else Q()
        found &= Q(promised_on__gte=self.since) if self.since else Q()
        found &= Q(promised_on__lte=self.until) if self.until else Q()
        match self.state:
            case "open":
                found &= Q(standing=State.OPEN)
            case "kept":
                found &= Q(in_time=True)
            case "late":
                found &= Q(in_time=False)
            case "due":
                found &= Q(in_time__isnull=False)
        return found


STATES = ("open", "kept", "late", "due")


SUMS = {
    "open": Count("id", filter=Q(standing=State.OPEN)),
    "kept": Count("id", filter=Q(in_time=True)),
    "late": Count("id", filter=Q(in_time=False)),
}


@dataclass(frozen=True)
class Tally:
    """Of the promises that are due: how many were kept in time; and how many run still."""

    open: int
    kept: int
    late: int

    @property
    def due(self) -> int:
        return self.kept + self.late


def listed(
    rows: QuerySet[Commitment], asked: Asked, *, after: str = "", size: int = PAGE
) -> tuple[list[Commitment], str]:
    """Return one page, the latest day first, and where the next one begins ("" = nowhere)."""
    found = rows.filter(PROMISED & asked.condition()).select_related("unit", "matter__town", "renewed_by")
    day, _bar, key = after.partition("_")
    try:
        if after:
            found = found.filter(
                Q(promised_on__lt=date.fromisoformat(day))
                | Q(promised_on=date.fromisoformat(day), id__lt=UUID(key))
            )
    except ValueError:
        pass
    page = list(found.order_by("-promised_on", "-id")[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return page[:size], f"{last.promised_on.isoformat()}_{last.id}" if last else ""


def every(rows: QuerySet[Commitment], asked: Asked) -> Iterator[Commitment]:
    """Yield all, for a table to take away."""
    found = rows.filter(PROMISED & asked.condition()).select_related("unit", "matter__town", "renewed_by")
    yield from found.order_by("-promised_on", "-id").iterator(chunk_size=500)


def counts(rows: QuerySet[Commitment], asked: Asked) -> Tally:
    """Return how many were kept in time of those that are due, one query."""
    found = rows.filter(PROMISED & asked.condition()).aggregate(**SUMS)
    return Tally(**found)


def by_unit(rows: QuerySet[Commitment], asked: Asked) -> list[tuple[UUID, str, Tally]]:
    """Return the same for each unit, in the order of their names; one query."""
    found = rows.filter(PROMISED & asked.condition()).order_by().values_list("unit", "unit__name")
    summed = found.annotate(**SUMS).order_by("unit__name", "unit")
    return [(key, name, Tally(*sums)) for key, name, *sums in summed]


def public_units() -> list[tuple[str, str]]:
    """Return the units that ever promised something publicly, as (id, name)."""
    rows = Commitment.objects.filter(PUBLIC).order_by("unit__name").values_list("unit", "unit__name")
    return [(str(key), name) for key, name in rows.distinct()]


def public() -> QuerySet[Commitment]:
    """Return what everybody may read: public words, unit, day and state; nothing of the matter but its town."""
    return Commitment.objects.filter(PUBLIC)
