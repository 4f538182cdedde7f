"""Matters that meet a trigger, with the fact that says so. A proposal: nothing is issued by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.core.matters.models import Entry, Matter
from linli.core.registers.provisions import provision
from linli.flow.handling.supervision.models import OPEN, Supervision, Trigger
from linli.ground.people.actor import Actor

MOST = 50  # of each trigger on a page

# The acts that are counted; who records them stands in docs/extend/entries.md.
RETURNED = "handling.returned"
REOPENED = "outcomes.reopened"
CLOSED = "outcomes.closed"
NOT_SOLVED = "not_solved"


@dataclass(frozen=True)
class Proposal:
    """One matter, why it might be supervised, and the fact."""

    matter: Matter
    trigger: Trigger
    fact: str


@dataclass(frozen=True)
class Asked:
    """Who looks, when, and at how many of each trigger."""

    actor: Actor
    now: datetime
    most: int

    def number(self, name: str) -> int:
        return provision(f"supervision.{name}", on=timezone.localdate(self.now))

    def days_ago(self, name: str) -> datetime:
        return self.now - timedelta(days=self.number(name))

    def matters(self) -> QuerySet[Matter]:
        """Return what the actor may see and nobody supervises yet at the unit that has it."""
        supervised = Supervision.objects.filter(
            matter=OuterRef("id"), addressee=OuterRef("unit"), stage__in=OPEN
        )
        return Matter.objects.visible_to(self.actor).filter(~Exists(supervised)).select_related("unit")

    def often(self, verb: str, least: int) -> dict[UUID, int]:
        """Return the subjects of which the verb was recorded at least so often lately."""
        lately = Entry.objects.filter(verb=verb, recorded_at__gte=self.days_ago("looked_back_days"))
        counted = lately.values("subject").annotate(times=Count("id")).filter(times__gte=least).order_by()
        return dict(counted.values_list("subject", "times"))


def proposals(*, actor: Actor, now: datetime, most: int = MOST) -> list[Proposal]:
    """Return what is proposed, trigger by trigger, a matter once for the first trigger that it meets."""
    asked = Asked(actor, now, most)
    found: dict[UUID, Proposal] = {}
    for read in SOURCES:
        for proposal in read(asked):
            found.setdefault(proposal.matter.id, proposal)
    return list(found.values())


def _overdue(asked: Asked) -> Iterable[Proposal]:
    late = asked.matters().filter(is_open=True, due_at__lt=asked.days_ago("overdue_days"))
    for matter in late.order_by("due_at", "id")[: asked.most]:
        days = (asked.now - (matter.due_at or asked.now)).days
        words = ngettext("已超期%(days)s天", "已超期%(days)s天", days) % {"days": days}
        yield Proposal(matter, Trigger.OVERDUE, words)


def _unclaimed(asked: Asked) -> Iterable[Proposal]:
    """Nobody took it up, and the time for that has run out: so its due time lies behind, by which it is found."""
    before = asked.days_ago("unclaimed_days")
    waiting = asked.matters().filter(is_open=True, handler=None, due_at__lt=asked.now, unit_since__lt=before)
    for matter in waiting.order_by("due_at", "id")[: asked.most]:
        days = (asked.now - (matter.unit_since or asked.now)).days
        words = ngettext("到单位%(days)s天没有人认领", "到单位%(days)s天没有人认领", days) % {"days": days}
        yield Proposal(matter, Trigger.REFUSED, words)


def _returned(asked: Asked) -> Iterable[Proposal]:
    times = asked.often(RETURNED, asked.number("returns"))
    for matter in _of(asked, times, is_open=True):
        n = times[matter.id]
        words = ngettext("被退回%(n)s次", "被退回%(n)s次", n) % {"n": n}
        yield Proposal(matter, Trigger.REFUSED, words)


def _reopened(asked: Asked) -> Iterable[Proposal]:
    times = asked.often(REOPENED, asked.number("reopens"))
    for matter in _of(asked, times, is_open=True):
        n = times[matter.id]
        words = ngettext("办过又重新办理%(n)s次", "办过又重新办理%(n)s次", n) % {"n": n}
        yield Proposal(matter, Trigger.REPEATED, words)


def _not_solved(asked: Asked) -> Iterable[Proposal]:
    """Closed lately with the statement that it is not solved, and not supervised since."""
    closed = Entry.objects.filter(verb=CLOSED, recorded_at__gte=asked.days_ago("looked_back_days"))
    since = Supervision.objects.filter(matter=OuterRef("id"), issued_at__gte=OuterRef("closed_at"))
    rows = asked.matters().filter(
        ~Exists(since), is_open=False, outcome=NOT_SOLVED, id__in=closed.values("subject")
    )
    for matter in rows.order_by("-closed_at", "id")[: asked.most]:
        yield Proposal(matter, Trigger.NOT_SOLVED, _("办结了，但写明没有解决"))


def _of(asked: Asked, times: dict[UUID, int], **also: object) -> Sequence[Matter]:
    """Return those of the matters that the actor may see, the most often told of first."""
    rows = asked.matters().filter(id__in=list(times), **also)
    return sorted(rows.order_by(F("received_at").desc())[: asked.most], key=lambda row: -times[row.id])


SOURCES: tuple[Callable[[Asked], Iterable[Proposal]], ...] = (
    _overdue,
    _unclaimed,
    _returned,
    _reopened,
    _not_solved,
)
