"""The figures of a scope, in all and by one dimension."""

from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from linli.doors.api import shown
from linli.doors.api.entering import ApiRequest
from linli.doors.api.problems import NotRight
from linli.doors.api.shapes import FiguresOut, problems
from linli.flow.statistics.queries import DIMENSIONS, Months, scope_of, table, total, trend

MOST_MONTHS = 60
ALL = ("month", *DIMENSIONS)
router = Router(tags=["figures"])


@router.get("/{dimension}", response={200: FiguresOut, **problems(404)}, operation_id="figures")
def figures(
    request: ApiRequest,
    dimension: str = Path(..., max_length=12, description=f"One of {', '.join(ALL)}."),
    scope: str = Query(
        "", max_length=60, description="centre, town:<id>, village:<id>, unit:<id>; else the widest."
    ),
    since: str = Query("", max_length=7, description="First month, 2025-12; else twelve months."),
    until: str = Query("", max_length=7, description="Last month; else this one."),
    below: str = Query("", max_length=36, description="Categories right below this one, by id."),
) -> FiguresOut:
    """Counts and rates, each rate with both of its numbers."""
    if dimension not in ALL:
        raise Http404
    actor, months = request.auth.actor, _months(since, until)
    found = str(scope_of(actor, scope))
    if dimension == "month":
        rows = trend(months, actor=actor, scope=found)
    else:
        rows = table(dimension, months, actor=actor, scope=found, below=below)
    return FiguresOut(
        scope=found,
        since=f"{months.since:%Y-%m}",
        until=f"{months.until_day:%Y-%m}",
        total=shown.figures(total(months, actor=actor, scope=found)),
        rows=[shown.figures(row) for row in rows],
    )


def _months(since: str, until: str) -> Months:
    last = _month("until", until) if until else timezone.localdate()
    months = Months.until(last)
    if not since:
        return months
    first = _month("since", since)
    span = Months(first.year * 100 + first.month, months.last)
    if not Months.until(last, count=MOST_MONTHS).first <= span.first <= span.last:
        raise NotRight({"since": _("最多查五年，而且开始不能晚于结束。")})
    return span


def _month(name: str, text: str) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise NotRight({name: _("月份请写成 2026-03 的样子。")}) from error
    if not 1900 <= month.year <= 9000 or len(text) != 7:
        raise NotRight({name: _("月份请写成 2026-03 的样子。")})
    return month
