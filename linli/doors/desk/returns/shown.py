"""Returns in the parts of a page: a trend, the pairs of units, the units that return."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from linli.doors.desk.returns.asked import Span
from linli.flow.handling.returns import queries
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value

SHOWN = 12
MATTERS = "desk:returns-matters"


def trend(span: Span, actor: Actor) -> parts.Trend:
    """Return both numbers month by month, each with its matters."""
    counted = queries.by_month(actor, since=span.since, until=span.until)
    returned, to_and_fro = [], []
    for month in span.months():
        one, label = Span(month, month), f"{month:%Y-%m}"
        numbers = counted.get(month, (0, 0))
        returned.append(parts.Point(label, numbers[0], one.url(MATTERS, how="return")))
        to_and_fro.append(parts.Point(label, numbers[1], one.url(MATTERS)))
    series = [(_("退回的"), returned), (_("来回转的"), to_and_fro)]
    return parts.Trend(
        _("每个月退回的，和在两个单位之间来回转的"), series, label_name=_("月份"), unit=_("件")
    )


def pairs(span: Span, actor: Actor) -> parts.Bars:
    """Return between which units most matters go to and fro."""
    rows = queries.pairs(actor, since=span.since, until=span.until)[:SHOWN]
    bars = [
        parts.Bar(
            f"{row.one} ⇄ {row.other}",
            row.matters,
            url=span.url(MATTERS, one=row.one.id, other=row.other.id),
        )
        for row in rows
    ]
    return parts.Bars(_("在哪两个单位之间来回转"), bars, label_name=_("单位"), value_name=_("件数"))


def returning(span: Span, actor: Actor) -> parts.Bars:
    """Return which units return most."""
    rows = queries.returning(actor, since=span.since, until=span.until)[:SHOWN]
    bars = [parts.Bar(str(row.unit), row.matters, url=span.url(MATTERS, sender=row.unit.id)) for row in rows]
    return parts.Bars(_("哪些单位退回"), bars, label_name=_("单位"), value_name=_("件数"))


def header() -> list[str]:
    return [_("月份"), _("单位"), _("另一个单位"), _("来回转的件数"), _("退回的件数")]


def lines(span: Span, actor: Actor) -> Iterator[list[Value]]:
    """Yield, month by month, the pairs with their matters and the units with what they returned."""
    for month in span.months():
        said = f"{month:%Y-%m}"
        for pair in queries.pairs(actor, since=month, until=month):
            yield [said, pair.one.name, pair.other.name, pair.matters, ""]
        for row in queries.returning(actor, since=month, until=month):
            yield [said, row.unit.name, "", "", row.matters]
