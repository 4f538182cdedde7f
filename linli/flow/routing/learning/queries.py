"""What the centre's own closed matters say about its duty list. Reads only; whoever may change the list decides."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Min
from django.utils import timezone

from linli.core.matters.models import Matter
from linli.flow.routing.learning import book
from linli.flow.routing.learning.files import learn_file
from linli.flow.routing.learning.proposals import ProposedDuty, ProposedSuccessor
from linli.flow.routing.learning.proposing import duties_from, successors_from
from linli.flow.routing.learning.tallies import Tally
from linli.flow.routing.learning.thresholds import thresholds
from linli.ground.people.actor import SYSTEM

__all__ = ["learn_file", "proposed_duties", "proposed_successors"]


def proposed_duties(*, on: date) -> list[ProposedDuty]:
    """Return a draft of the duty list from the matters closed by the end of `on`, compared with the list in force then."""
    return duties_from(_tallies(on=on), book.of_registers(on=on), thresholds())


def proposed_successors(*, on: date) -> list[ProposedSuccessor]:
    """Return the units that seem to have gone on as another, and name no successor yet."""
    return successors_from(_tallies(on=on), book.of_registers(on=on), thresholds())


def _tallies(*, on: date) -> Iterable[Tally]:
    """Count the matters that were closed with an answer, by the unit that had them in the end.

    What is open still may move, and what was withdrawn was perhaps nobody's: neither teaches.
    """
    began, ended = _midnight(on - timedelta(days=thresholds().days)), _midnight(on + timedelta(days=1))
    closed = Matter.objects.visible_to(SYSTEM).filter(
        received_at__gte=began, closed_at__lt=ended, is_open=False, category__isnull=False
    )
    counted = (
        closed.exclude(outcome="")
        .order_by()
        .values_list("category", "town", "village", "unit")
        .annotate(n=Count("id"), first=Min("closed_at"), last=Max("closed_at"))
    )
    for *ids, n, first, last in counted:
        category, town, village, unit = (str(key or "") for key in ids)
        yield Tally(category, town, village, unit, n, timezone.localdate(first), timezone.localdate(last))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
