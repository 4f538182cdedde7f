"""The page of figures as the parts that draw it. All of it is read from sums that are kept."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from linli.doors.desk.figures.asked import Asked
from linli.doors.desk.figures.behind import Lists
from linli.flow.statistics import words
from linli.flow.statistics.queries import Keyed, Months, Row, labelled, overview, together, trend
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area
from linli.ground.places.sketch import outline

SHOWN = 8
LATE_BY = ("unit", "town", "village", "cell")
COME_BY = ("category", "kind", "channel")
TREND_MONTHS = 12
Tables = dict[str, list[Keyed]]
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


def sum_of_rates(whole: Row, *, on: date) -> str:
    """Return the three rates put together, with the weights, as a sentence."""
    found = together(whole, on=on)
    parts_of_it = " + ".join(
        f"{weight}% × {words.RATES[rate.name].name} {rate.percent}" for rate, weight in found.weighed
    )
    return f"{parts_of_it} = {found.percent}"


def tables(asked: Asked, actor: Actor, *, also: tuple[str, ...] = ()) -> Tables:
    """Return the sums of all that is drawn, read at once: where it is late, the map, and what is in `also`."""
    wanted = dict.fromkeys([*_late_by(asked), *also, MAPPED.get(asked.scope.kind, "")])
    return overview([*wanted], asked.months, actor=actor, scope=str(asked.scope))


def late(asked: Asked, sums: Tables) -> list[tuple[parts.Bars, str]]:
    """Return who and where is late, three charts at most, each with the address of its whole table."""
    charts = [(waiting(name, asked, sums[name]), name) for name in _late_by(asked)]
    return [(chart, asked.url("desk:figures-table", name)) for chart, name in charts if chart.rows]


def come(asked: Asked, sums: Tables) -> list[tuple[parts.Bars, str]]:
    """Return what comes in, each with the address of its whole table."""
    return [
        (_bars(name, sums[name], asked, "received"), asked.url("desk:figures-table", name))
        for name in COME_BY
        if name in sums
    ]


def _late_by(asked: Asked) -> list[str]:
    return [name for name in LATE_BY if name in asked.scope.dimensions][:3]


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


def waiting(dimension: str, asked: Asked, sums: list[Keyed]) -> parts.Bars:
    """Return where most is overdue, then where most is open."""
    worst = sorted(sums, key=lambda row: (-row[1]["overdue"], -row[1]["open"], row[0]))
    return _bars(dimension, [row for row in worst if row[1]["open"]], asked, "open")


def _bars(dimension: str, sums: list[Keyed], asked: Asked, measure: str) -> parts.Bars:
    lists = Lists(asked.scope, asked.months)
    drawn = [
        parts.Bar(
            row.label,
            row.counts[measure],
            url=lists.url(measure, dimension, row.key),
            marked=row.counts["overdue"],
            marked_url=lists.url("overdue", dimension, row.key),
        )
        for row in labelled(dimension, sums[:SHOWN])
    ]
    return parts.Bars(
        _("按%(what)s") % {"what": words.DIMENSIONS[dimension]},
        drawn,
        label_name=str(words.DIMENSIONS[dimension]),
        value_name=str(words.MEASURES[measure]),
        marked_name=str(words.MEASURES["overdue"]),
    )


def drawing(asked: Asked, sums: Tables, *, on: date) -> parts.Sketch | None:
    """Return the map: in each place below the scope what is open, and how much of it is overdue."""
    dimension, area = MAPPED.get(asked.scope.kind), _area(asked, on)
    if dimension is None or area is None:
        return None
    counted, lists = dict(sums[dimension]), Lists(asked.scope, asked.months)
    outlines = []
    for shape in outline(area, on=on):
        count = counted.get(str(shape.id), Counter())
        opened, overdue = count["open"], count["overdue"]
        said = _("正在办%(open)s件，逾期%(overdue)s件") % {"open": opened, "overdue": overdue}
        url = lists.url("overdue" if overdue else "open", dimension, str(shape.id))
        name = f"{shape.name.removeprefix(area.name)} {overdue or opened}"
        outlines.append(
            parts.Outline(shape.code, name, shape.rings, url=url, value=said, strong=bool(overdue))
        )
    return parts.sketch(_("正在办的，和其中逾期的"), outlines, width=480) if outlines else None


def _area(asked: Asked, on: date) -> Area | None:
    if asked.scope.kind == "centre":
        return duty_unit(on=on).area
    return Area.objects.filter(pk=asked.scope.key).first()
