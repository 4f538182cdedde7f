"""Marks of units: what the rules propose, what was given."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from linli.flow.handling.supervision.models import Finding, Ground, Mark, MarkStage, Stage, Supervision
from linli.flow.handling.supervision.queries.reading import within
from linli.flow.handling.supervision.rules import Rule, rules
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.lib.days.months import months_later

RELATED = ("unit", "supervision", "opened", "given_by", "objection")
ALIKE = (Ground.UNANSWERED, Ground.LATE)  # one supervision is counted for one of these


@dataclass(frozen=True)
class MarkProposal:
    """A mark that a rule proposes for a unit, with the supervisions (or the yellow marks) that it counts."""

    rule: Rule
    unit: Unit
    supervisions: tuple[Supervision, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def key(self) -> str:
        """Return what names the proposal in an address and in a form."""
        counted: Sequence[Supervision | Mark] = self.marks or self.supervisions
        return f"{self.rule.ground}-{counted[-1].id}"

    @property
    def ground_words(self) -> str:
        return str(Ground(self.rule.ground).label)


def visible(actor: Actor) -> QuerySet[Mark]:
    """Return the marks that an actor may see: those about matters that they may see."""
    seen = Supervision.objects.visible_to(actor)
    rows = Mark.objects.select_related(*RELATED)
    return rows.filter(supervision__in=seen.values("id")).order_by("-given_at", "-id")


def marks(
    *, actor: Actor, unit: UUID | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[Mark]:
    """Return marks that were given (also those lifted since), newest first."""
    rows = visible(actor).exclude(stage=MarkStage.DROPPED).filter(within(since, until, "given_at"))
    return rows.filter(unit=unit) if unit else rows


def mark_seen(actor: Actor, mark_id: UUID) -> Mark | None:
    return visible(actor).filter(id=mark_id).first()


def proposed_marks(*, actor: Actor, now: datetime) -> list[MarkProposal]:
    """Return what the rules propose and nobody has decided on, by unit."""
    today = timezone.localdate(now)
    in_force = rules(on=today)
    found: list[MarkProposal] = []
    for ground, rule in in_force.items():
        since = months_later(today, -rule.months)
        if ground == Ground.REPEATED:
            found += _repeated(rule, since, actor)
        else:
            found += _of_supervisions(rule, since, actor)
    return sorted(found, key=lambda one: (one.unit.code, one.rule.ground))


def proposal_named(key: str, *, actor: Actor, now: datetime) -> MarkProposal | None:
    return next((one for one in proposed_marks(actor=actor, now=now) if one.key == key), None)


def _of_supervisions(rule: Rule, since: date, actor: Actor) -> Iterable[MarkProposal]:
    """Yield a proposal for every `count` events of a unit that no mark on this ground has counted."""
    counted = Mark.objects.filter(ground__in=ALIKE if rule.ground in ALIKE else [rule.ground])
    condition = EVENTS[Ground(rule.ground)](rule, since)
    rows = Supervision.objects.visible_to(actor).filter(condition).exclude(counted_in__in=counted)
    by_unit: dict[UUID, list[Supervision]] = defaultdict(list)
    for row in rows.select_related("addressee", "matter").order_by("id"):
        by_unit[row.addressee_id].append(row)
    size = 1 if rule.ground == Ground.SENT_BACK else rule.count
    for events in by_unit.values():
        for start in range(0, len(events) - size + 1, size):
            taken = tuple(events[start : start + size])
            yield MarkProposal(rule, taken[0].addressee, taken)


def _repeated(rule: Rule, since: date, actor: Actor) -> Iterable[MarkProposal]:
    """Yield a proposal for every `count` yellow marks of a unit that count for no red one yet."""
    yellow = visible(actor).filter(
        within(since, None, "given_at"), stage=MarkStage.GIVEN, colour="yellow", raised_to=None
    )
    by_unit: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in yellow.order_by("given_at", "id"):
        by_unit[mark.unit_id].append(mark)
    for given in by_unit.values():
        for start in range(0, len(given) - rule.count + 1, rule.count):
            taken = tuple(given[start : start + rule.count])
            yield MarkProposal(rule, taken[0].unit, tuple(mark.supervision for mark in taken), taken)


Event = Callable[[Rule, date], Q]

EVENTS: Mapping[Ground, Event] = {
    Ground.UNANSWERED: lambda rule, since: (
        within(since, None, "breached_at")
        & (Q(stage=Stage.ESCALATED) | Q(first_answered_at=None))
        & ~Q(stage=Stage.WITHDRAWN)
    ),
    Ground.LATE: lambda rule, since: (
        within(since, None, "first_answered_at") & Q(was_late=True) & ~Q(stage=Stage.WITHDRAWN)
    ),
    Ground.SENT_BACK: lambda rule, since: (
        within(since, None, "answered_at") & Q(times_sent_back__gte=rule.count) & ~Q(stage=Stage.WITHDRAWN)
    ),
    Ground.LISTED_LATE: lambda rule, since: (
        within(since, None, "listing__breached_at") & ~Q(stage=Stage.WITHDRAWN)
    ),
    Ground.FALSE_CLOSING: lambda rule, since: (
        within(since, None, "ended_at") & Q(stage=Stage.CLOSED, finding=Finding.FALSE_CLOSING)
    ),
}
