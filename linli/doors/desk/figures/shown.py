"""The page of figures as the parts that draw it. All of it is read from sums that are kept."""

from datetime import date

from django.utils.translation import gettext as _

from linli.doors.desk.figures.asked import Asked
from linli.doors.desk.figures.behind import Lists
from linli.flow.statistics import words
from linli.flow.statistics.queries import Months, Row, table, trend
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area
from linli.ground.places.sketch import outline

SHOWN = 8
LATE_BY = ("unit", "town", "village", "cell")
COME_BY = ("category", "kind", "channel")
TREND_MONTHS = 12
MAPPED = {"centre": "town", "town": "village", "village": "cell"}


def counts(whole: Row, asked: Asked) -> list[parts.Figure]:
    lists = Lists(asked.scope, asked.months)
    shown: list[tuple[str, parts.Tone]] = [
        ("received", "ink"),
        ("open", "ink"),
        ("overdue", "red" if whole.counts["overdue"] else "ink"),
    ]
    return [
        parts.Figure(str(words.MEASURES[name]), whole.counts[name], url=lists.url(name), tone=tone)
        for name, tone in shown
    ]


def rates(whole: Row, asked: Asked) -> list[parts.Figure]:
    lists = Lists(asked.scope, asked.months)
    return [
        parts.Figure(
            str(words.RATES[rate.name].name), rate.numerator, rate.denominator, url=lists.url(rate.name)
        )
        for rate in whole.rates
    ]


def formulas(whole: Row, asked: Asked) -> list[dict[str, object]]:
    """Return how each rate is worked out, both numbers with their lists."""
    lists = Lists(asked.scope, asked.months)
    return [
        {
            "words": words.RATES[rate.name],
            "rate": rate,
            "numerator_url": lists.url(rate.name),
            "denominator_url": lists.url(rate.of),
        }
        for rate in whole.rates
    ]


def late(asked: Asked, actor: Actor) -> list[tuple[parts.Bars, str]]:
    """Return who and where is late: two places at most, the widest first, each with the address of its whole table."""
    there = [name for name in LATE_BY if name in asked.scope.dimensions][:3]
    charts = [(waiting(name, asked, actor), asked.url("desk:figures-table", name)) for name in there]
    return [(chart, url) for chart, url in charts if chart.rows]


def come(asked: Asked, actor: Actor) -> list[tuple[parts.Bars, str]]:
    """Return what comes in, each with the address of its whole table."""
    there = [name for name in COME_BY if name in asked.scope.dimensions]
    return [(coming(name, asked, actor), asked.url("desk:figures-table", name)) for name in there]


def months(asked: Asked, actor: Actor) -> parts.Trend:
    """Return the twelve months that end with the span."""
    span = Months.until(asked.months.until_day, count=TREND_MONTHS)
    rows = trend(span, actor=actor, scope=str(asked.scope))
    lists = Lists(asked.scope, span)

    def points(measure: str) -> list[parts.Point]:
        one = [(row, Months(int(row.key), int(row.key))) for row in rows]
        return [
            parts.Point(row.label, row.counts[measure], lists.url(measure, months=month))
            for row, month in one
        ]

    names = ("received", "closed")
    return parts.Trend(
        _("每个月收到的，和其中已经办结的"),
        [(str(words.MEASURES[name]), points(name)) for name in names],
        label_name=_("月份"),
        unit=_("件"),
    )


def waiting(dimension: str, asked: Asked, actor: Actor) -> parts.Bars:
    """Return where most is overdue, then where most is open."""
    rows = table(dimension, asked.months, actor=actor, scope=str(asked.scope), limit=5_000)
    worst = sorted(rows, key=lambda row: (-row.counts["overdue"], -row.counts["open"], row.key))
    return _bars(dimension, [row for row in worst if row.counts["open"]], asked, "open")


def coming(dimension: str, asked: Asked, actor: Actor) -> parts.Bars:
    """Return of what there is most."""
    return _bars(
        dimension, table(dimension, asked.months, actor=actor, scope=str(asked.scope)), asked, "received"
    )


def _bars(dimension: str, rows: list[Row], asked: Asked, measure: str) -> parts.Bars:
    lists = Lists(asked.scope, asked.months)
    drawn = [
        parts.Bar(
            row.label,
            row.counts[measure],
            url=lists.url(measure, dimension, row.key),
            marked=row.counts["overdue"],
            marked_url=lists.url("overdue", dimension, row.key),
        )
        for row in rows[:SHOWN]
    ]
    return parts.Bars(
        _("按%(what)s") % {"what": words.DIMENSIONS[dimension]},
        drawn,
        label_name=str(words.DIMENSIONS[dimension]),
        value_name=str(words.MEASURES[measure]),
        marked_name=str(words.MEASURES["overdue"]),
    )


def drawing(asked: Asked, actor: Actor, *, on: date) -> parts.Sketch | None:
    """Return the map: in each place below the scope what is open, and how much of it is overdue."""
    dimension, area = MAPPED.get(asked.scope.kind), _area(asked, on)
    if dimension is None or area is None:
        return None
    rows = {
        row.key: row
        for row in table(dimension, asked.months, actor=actor, scope=str(asked.scope), limit=5_000)
    }
    lists = Lists(asked.scope, asked.months)
    outlines = []
    for shape in outline(area, on=on):
        row = rows.get(str(shape.id), Row(str(shape.id), shape.name))
        opened, overdue = row.counts["open"], row.counts["overdue"]
        said = _("正在办%(open)s件，逾期%(overdue)s件") % {"open": opened, "overdue": overdue}
        url = lists.url("overdue" if overdue else "open", dimension, row.key)
        name = f"{shape.name.removeprefix(area.name)} {overdue or opened}"
        outlines.append(
            parts.Outline(shape.code, name, shape.rings, url=url, value=said, strong=bool(overdue))
        )
    return parts.sketch(_("正在办的，和其中逾期的"), outlines, width=480) if outlines else None


def _area(asked: Asked, on: date) -> Area | None:
    if asked.scope.kind == "centre":
        return duty_unit(on=on).area
    return Area.objects.filter(pk=asked.scope.key).first()
