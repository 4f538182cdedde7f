"""What the centre's own closed matters say about its duty list. Reads only; whoever may change the list decides."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from linli.core.matters.models import Matter
from linli.flow.routing.learning.drafting import book
from linli.flow.routing.learning.drafting.proposing import duties_from, successors_from
from linli.flow.routing.learning.drafting.tallies import Tally
from linli.flow.routing.learning.files import learn_file
from linli.flow.routing.learning.learner.renames import Trace
from linli.flow.routing.learning.proposals import Learned, ProposedDuty, ProposedSuccessor
from linli.flow.routing.learning.thresholds import thresholds
from linli.ground.calendars.moments import midnight
from linli.ground.people.actor import SYSTEM

__all__ = ["learn", "learn_file", "proposed_duties", "proposed_successors"]


def learn(*, on: date) -> Learned:
    """Return all that the centre's own matters teach by the end of `on`."""
    return Learned(
        orders=_closed(on=on, days=thresholds(on=on).days).count(),
        duties=tuple(proposed_duties(on=on)),
        successors=tuple(proposed_successors(on=on)),
    )


def proposed_duties(*, on: date) -> list[ProposedDuty]:
    """Return a draft of the duty list from the matters closed by the end of `on`, compared with the list in force then."""
    bounds = thresholds(on=on)
    return duties_from(_tallies(on=on, days=bounds.days), book.of_registers(on=on), bounds)


def proposed_successors(*, on: date) -> list[ProposedSuccessor]:
    """Return the units that seem to have gone on as another, and name no successor yet."""
    known, bounds = book.of_registers(on=on), thresholds(on=on)
    traces: dict[str, Trace] = {}
    for tally in _tallies(on=on, days=bounds.days):
        trace = traces.setdefault(tally.unit, Trace(known.unit(tally.unit).name))
        trace.work[tally.category, tally.village or tally.town] += tally.n
    by_day = (
        _closed(on=on, days=bounds.days)
        .order_by()
        .values_list("unit", TruncDate("received_at"))
        .annotate(n=Count("id"))
    )
    for unit, day, n in by_day:
        if str(unit) in traces:  # a matter may have been closed between the two queries
            traces[str(unit)].days[day] += n
    return successors_from(traces, known.unit, known, bounds)


def _tallies(*, on: date, days: int) -> Iterable[Tally]:
    """Count the closed matters by category, place and the unit that had them in the end."""
    counted = (
        _closed(on=on, days=days)
        .order_by()
        .values_list("category", "town", "village", "unit")
        .annotate(n=Count("id"), first=Min("received_at"), last=Max("received_at"))
    )
    for *ids, n, first, last in counted:
        category, town, village, unit = (str(key or "") for key in ids)
        yield Tally(category, town, village, unit, n, timezone.localdate(first), timezone.localdate(last))


def _closed(*, on: date, days: int) -> QuerySet[Matter]:
    """Return the matters received in the last `days` that were closed with an answer by the end of `on`.

    What is open may still move, and what was withdrawn was perhaps nobody's: neither teaches.
    """
    began, ended = midnight(on - timedelta(days=days)), midnight(on + timedelta(days=1))
    recent = Matter.objects.visible_to(SYSTEM).filter(received_at__gte=began, closed_at__lt=ended)
    return recent.filter(is_open=False, category__isnull=False).exclude(outcome="")
