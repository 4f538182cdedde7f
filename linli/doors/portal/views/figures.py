"""The figures that anyone may see: how many, how fast, how well, and where. Each rate with both of its numbers."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.flow.statistics import queries, words
from linli.flow.statistics.queries import FEWEST_SHOWN, Months, Row
from linli.ground.look import parts


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The twelve months that are over. What has fewer than five matters is put together or left out."""
    today = timezone.localdate()
    months = queries.public_months(today)
    whole = queries.public_total(months)
    context = {
        "counts": [
            parts.Figure(str(words.MEASURES[name]), whole.counts[name])
            for name in ("received", "closed", "open")
        ],
        "rates": rates(whole),
        "formulas": [(words.RATES[rate.name], rate) for rate in whole.rates],
        "fewest": FEWEST_SHOWN,
        "weighed": weighed(whole, on=today),
        "excluded": whole.counts["excluded"],
        "trend": trend(queries.public_trend(months)),
        "tables": [
            bars(_("各乡镇街道"), "town", months),
            bars(_("是什么事"), "category", months),
            bars(_("哪一类诉求"), "kind", months),
        ],
        "since": months.since,
        "until": months.until_day,
        "nothing": not whole.counts["received"],
        "this_month": queries.public_total(Months.until(today, count=1)).counts["received"],
    }
    return render(request, "portal/figures.html", context)


def rates(whole: Row) -> list[parts.Figure]:
    return [
        parts.Figure(str(words.RATES[rate.name].name), rate.numerator, rate.denominator)
        for rate in whole.rates
        if rate.denominator >= FEWEST_SHOWN
    ]


def weighed(whole: Row, *, on: date) -> str:
    """Return how the three rates are put together, in words; the result only where every rate may be shown."""
    found = queries.together(whole, on=on)
    said = " + ".join(f"{weight}% × {words.RATES[rate.name].name}" for rate, weight in found.weighed)
    is_shown = all(rate.denominator >= FEWEST_SHOWN for rate, _weight in found.weighed)
    return f"{said} = {found.percent}" if is_shown else said


def trend(rows: Sequence[Row]) -> parts.Trend:
    series = [
        (str(words.MEASURES[name]), [parts.Point(row.label, row.counts[name]) for row in rows])
        for name in ("received", "closed")
    ]
    return parts.Trend(_("每个月收到的，和其中已经办结的"), series, label_name=_("月份"), unit=_("件"))


def bars(title: str, dimension: str, months: Months) -> parts.Bars:
    rows = queries.public_table(dimension, months)
    return parts.Bars(
        title,
        [parts.Bar(row.label, row.counts["received"], marked=row.counts["late"]) for row in rows],
        label_name=str(words.DIMENSIONS[dimension]),
        value_name=str(words.MEASURES["received"]),
        marked_name=str(words.MEASURES["late"]),
    )
