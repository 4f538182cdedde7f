"""Pages of figures. They read sums that are kept, so they cost the same however many matters there are."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.doors.desk.figures import asked as asking
from linli.doors.desk.figures import shown, tables
from linli.doors.desk.figures.asked import Asked
from linli.doors.desk.figures.behind import Lists
from linli.doors.desk.queries import name_of
from linli.doors.desk.shown.downloads import table_download
from linli.flow.statistics import words
from linli.flow.statistics.queries import DIMENSIONS, SEE, total
from linli.ground.people.doorway import StaffRequest, staff_required

WALL_SECONDS = 60
LINES = 200  # on a page; an export has them all


@require_safe
@staff_required(SEE)
def figures(request: StaffRequest) -> HttpResponseBase:
    """Rates, what is late and where, a trend, tables."""
    asked = _asked(request)
    sums = shown.tables(asked, request.actor, also=shown.COME_BY)
    context = {
        **_head(request, asked, sums),
        "scopes": asking.choices(request.actor, asked.scope),
        "come": shown.come(asked, sums),
        "tables": _tables(asked),
    }
    return render(request, "desk/figures/page.html", context)


@require_safe
@staff_required(SEE)
def wall(request: StaffRequest) -> HttpResponseBase:
    """The same at a glance, for a screen on the wall; it renews itself."""
    asked = _asked(request)
    head = _head(request, asked, shown.tables(asked, request.actor))
    return render(request, "desk/figures/wall.html", {**head, "seconds": WALL_SECONDS})


@require_safe
@staff_required(SEE)
def table(request: StaffRequest, dimension: str) -> HttpResponseBase:
    """One table, every number with its list."""
    asked, below = _asked(request), request.GET.get("below", "")
    counts, rates = tables.headings()
    context = {
        "asked": asked,
        "dimension": words.DIMENSIONS[_known(dimension)],
        "counts": counts,
        "rates": rates,
        "lines": tables.lines(dimension, asked, actor=request.actor, below=below, limit=LINES),
        "most": LINES,
        "below": _name(below),
        "exports": [
            (
                kind.upper(),
                asked.url("desk:figures-export", dimension, kind, **({"below": below} if below else {})),
            )
            for kind in ("csv", "xlsx")
        ],
        "tables": _tables(asked),
    }
    return render(request, "desk/figures/table.html", context)


@require_safe
@staff_required(SEE)
def export(request: StaffRequest, dimension: str, kind: str) -> HttpResponseBase:
    """The same table to take away."""
    asked, below = _asked(request), request.GET.get("below", "")
    header = tables.sheet_header(_known(dimension))
    lines = list(tables.sheet_lines(dimension, asked, actor=request.actor, below=below))
    name = f"figures-{dimension}-{asked.months.first}-{asked.months.last}"
    return table_download(name, kind, header, lines)


def _asked(request: StaffRequest) -> Asked:
    return Asked.of(request.GET, actor=request.actor, today=timezone.localdate())


def _head(request: StaffRequest, asked: Asked, sums: shown.Tables) -> dict[str, Any]:
    now = timezone.now()
    whole = total(asked.months, actor=request.actor, scope=str(asked.scope))
    return {
        "asked": asked,
        "now": now,
        "counts": shown.counts(whole, asked),
        "rates": shown.rates(whole, asked),
        "formulas": shown.formulas(whole, asked),
        "sum_of_rates": shown.sum_of_rates(whole, on=asked.today),
        "excluded": (whole.counts["excluded"], Lists(asked.scope, asked.months).url("excluded")),
        "trend": shown.months(asked, request.actor),
        "late": shown.late(asked, sums),
        "drawing": shown.drawing(asked, sums, on=asked.today),
        "spans": asked.spans(),
        "wall_url": asked.url("desk:figures-wall"),
        "nothing": not whole.counts["received"],
    }


def _tables(asked: Asked) -> list[tuple[str, str]]:
    return [
        (str(words.DIMENSIONS[name]), asked.url("desk:figures-table", name))
        for name in DIMENSIONS
        if name in asked.scope.dimensions
    ]


def _known(dimension: str) -> str:
    if dimension not in DIMENSIONS:
        raise Http404
    return dimension


def _name(below: str) -> str:
    try:
        return name_of("category", UUID(below)) if below else ""
    except ValueError:
        raise Http404 from None
