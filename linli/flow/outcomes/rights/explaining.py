"""Why a matter went the way it went: which rule or which person decided, by which article (PIPL arts 24, 48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of
from linli.core.matters.models import Entry, Matter
from linli.core.matters.telling import Told, tell
from linli.core.procedures.obligations import name_of_clock

DECISIONS = (
    "routing.routed",
    "routing.dispatched",
    "routing.arbitrated",
    "routing.classified",
    "handling.escalated",
)


@dataclass(frozen=True)
class Decision:
    """One decision: what the resident reads of it, the rule and the article, and whether a program took it by a rule."""

    at: datetime
    title: str
    who: str
    rule: str
    article: str
    by_rule: bool


@dataclass(frozen=True)
class Limit:
    """A limit that ran, or runs, and the rule that sets it."""

    name: str
    source: str
    due_at: datetime


def decisions(matter: Matter) -> list[Decision]:
    """Return what decided where the matter went, oldest first. The caller has seen to it that the reader may see it."""
    entries = Entry.objects.filter(subject=matter.id, verb__in=DECISIONS).order_by("seq")
    told: dict[tuple[datetime, str], Told] = {
        (one.at, one.verb): one for one in tell(matter, audience="resident") if one.verb in DECISIONS
    }
    return [_decision(entry, told.get((entry.happened_at, entry.verb))) for entry in entries]


def _decision(entry: Entry, told: Told | None) -> Decision:
    return Decision(
        at=entry.happened_at,
        title=told.title if told else "",
        who=told.who if told else "",
        rule=str(entry.body.get("rule", "") or entry.body.get("reason", "")),
        article=str(entry.body.get("article", "")),
        by_rule=entry.actor_kind == "system",
    )


def limits(matter: Matter) -> list[Limit]:
    """Return the limits of the matter and of the units that had it, with the rule of each."""
    clocks: Sequence[Clock] = clocks_of(matter)
    return [Limit(name_of_clock(one.name), one.source, one.due_at) for one in clocks]
