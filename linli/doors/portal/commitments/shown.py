"""A promise with its clock, and how long a second handling may take, in the words of a page."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import limit_for
from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.flow.outcomes.commitments.models import Commitment
from linli.ground.calendars.explain import limit_words
from linli.ground.look import parts

REWORK = "rework"


def clock(row: Commitment, kept: Clock | None, *, now: datetime) -> parts.Clock | None:
    """Return the clock of a promise; none where it was taken back."""
    if kept is None:
        return None
    return parts.Clock(
        name=_("承诺"), began_at=kept.started_at, due_at=kept.due_at, now=now, done_at=kept.stopped_at
    )


def rework_time(matter: Matter, *, on: date) -> str:
    """Return how long the second handling of this matter would have: 5个工作日; "" where its procedure has none."""
    rule = procedure_of(matter).clocks.get(REWORK)
    if rule is None:
        return ""
    limit = limit_for(
        matter.procedure,
        REWORK,
        on=on,
        default=rule.limit,
        category=matter.category,
        kind=matter.kind,
        severity=matter.severity,
    )
    return limit_words(limit.amount, limit.unit)
