"""Figures that anyone may see. Small numbers are put together, so that no table gives away a single matter.

No value of a published table, and nothing that follows from a table and its total, stands for fewer than five matters:
values below that go into "other", and where "other" would itself be so small, the smallest shown value goes with them.
"""

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import gettext as _

from linli.flow.statistics.models import Tally
from linli.flow.statistics.queries.rows import Months, Row
from linli.flow.statistics.queries.scopes import CENTRE, DIMENSIONS
from linli.flow.statistics.queries.tables import (
    Keyed,
    by_month,
    group,
    names,
    rolled_up,
    sum_up,
    whole,
)

FEWEST_SHOWN = 5


def public_table(dimension: str, months: Months) -> list[Row]:
    """Return the sums of `dimension`, the largest first and "other" last; of categories those at the top.

    Raises KeyError for what is no dimension.
    """
    if dimension not in DIMENSIONS:
        raise KeyError(dimension)
    sums = group(
        Tally.objects.filter(within="", dimension=dimension, month__range=(months.first, months.last))
    )
    shown, rest = put_together(rolled_up(sums) if dimension == "category" else sums)
    labels = names(dimension, [key for key, _counts in shown])
    table = [Row(key, labels.get(key, key), counts) for key, counts in shown]
    return [*table, Row("", _("其他"), rest)] if rest else table


def put_together(
    sums: list[Keyed],
) -> tuple[list[Keyed], Counter[str]]:
    """Return what may be shown by itself and the sum of the rest: none, or five and more. Not even a rest: nothing."""
    ordered = sorted(sums, key=lambda row: -row[1]["received"])
    shown = [row for row in ordered if row[1]["received"] >= FEWEST_SHOWN]
    rest: Counter[str] = Counter()
    for _key, counts in ordered[len(shown) :]:
        rest.update(counts)
    while shown and 0 < rest["received"] < FEWEST_SHOWN:
        rest.update(shown.pop()[1])
    return shown, rest if rest["received"] >= FEWEST_SHOWN else Counter()


def public_months(today: date) -> Months:
    """Return the twelve months that are over. Whoever compared the pages of two days would learn of single matters."""
    return Months.until(today.replace(day=1) - timedelta(days=1))


def public_total(months: Months) -> Row:
    return Row("", _("合计"), sum_up(whole(CENTRE, months)))


def public_trend(months: Months) -> list[Row]:
    return by_month(whole(CENTRE, months), months)
