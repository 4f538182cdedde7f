"""Totals, trends and tables for those who may see them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters.models import Category, Channel
from linli.flow.statistics.keeping import summed
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.models import Tally
from linli.flow.statistics.queries.rows import Months, Row, month_label
from linli.flow.statistics.queries.scopes import SEE, Scope, scope_of
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.ground.places.models import Area, Cell, Level

Keyed = tuple[str, Counter[str]]


def total(months: Months, *, actor: Actor, scope: str = "") -> Row:
    """Return the sums over all that the scope covers. Raises Refused."""
    found = scope_of(actor, scope)
    return Row("", found.name, sum_up(whole(found, months)))


def trend(months: Months, *, actor: Actor, scope: str = "") -> list[Row]:
    """Return the sums of each month, oldest first, months in which nothing came included. Raises Refused."""
    return by_month(whole(scope_of(actor, scope), months), months)


def table(
    dimension: str, months: Months, *, actor: Actor, scope: str = "", below: str = "", limit: int = 500
) -> list[Row]:
    """Return the sums by the values of `dimension`, the largest first.

    Categories are told with all that lies below them: those at the top, or those right below the category `below`.
    Raises Refused where the actor may not see the scope, or the scope has no such table.
    """
    found = scope_of(actor, scope)
    if dimension not in found.dimensions:
        raise Refused(SEE)
    sums = group(_rows(dimension, found, months))
    return labelled(dimension, (rolled_up(sums, below) if dimension == "category" else sums)[:limit])


def overview(
    dimensions: Sequence[str], months: Months, *, actor: Actor, scope: str = ""
) -> dict[str, list[Keyed]]:
    """Return the sums of several tables read at once, each as `table` has them but without names.

    Those that the scope does not have are left out. Raises Refused.
    """
    found = scope_of(actor, scope)
    there = [name for name in dimensions if name in found.dimensions]
    if not there:
        return {}
    asked = Q.create([_kept(name, found) for name in there], Q.OR)
    rows = Tally.objects.filter(asked, month__range=(months.first, months.last))
    sums: dict[str, list[Keyed]] = {name: [] for name in there}
    for dimension, key, *values in summed(rows, "dimension", "key"):
        if (counts := _counter(values))["received"]:
            sums[dimension].append((key, counts))
    ordered = {name: sorted(keyed, key=_largest) for name, keyed in sums.items()}
    return {name: rolled_up(keyed) if name == "category" else keyed for name, keyed in ordered.items()}


def labelled(dimension: str, sums: Sequence[Keyed]) -> list[Row]:
    """Return sums as rows with their names."""
    labels = names(dimension, [key for key, _counts in sums])
    return [Row(key, labels.get(key, key), counts) for key, counts in sums]


def counted_in(measure: str) -> Q:
    """Return the condition on matters that count in `measure`: the list behind a figure. Raises KeyError."""
    if measure not in MEASURES:
        raise KeyError(measure)
    return Q(**{f"fact__{measure}__gte": 1})


def whole(scope: Scope, months: Months) -> QuerySet[Tally]:
    """Return the sums that make up a scope, one a month."""
    dimension = "all" if scope.kind == "centre" else scope.kind
    rows = Tally.objects.filter(month__range=(months.first, months.last), within="")
    return rows.filter(dimension=dimension, key=scope.key)


def _rows(dimension: str, scope: Scope, months: Months) -> QuerySet[Tally]:
    return Tally.objects.filter(_kept(dimension, scope), month__range=(months.first, months.last))


def _kept(dimension: str, scope: Scope) -> Q:
    """Return which sums make up the table of a dimension."""
    inside = _inside(scope, dimension)
    if inside is None:
        return Q(dimension=dimension, within=scope.within)
    return Q(dimension=dimension, within="", key__in=[str(key) for key in inside])


def _inside(scope: Scope, dimension: str) -> Iterable[UUID] | None:
    """Return the places of this dimension that lie in the scope; None where its sums are kept within it."""
    match scope.kind, dimension:
        case "town", "village":
            return Area.objects.filter(parent=UUID(scope.key)).values_list("pk", flat=True)
        case "town", "cell":
            return Cell.objects.filter(village__parent=UUID(scope.key)).values_list("pk", flat=True)
        case "village", "cell":
            return Cell.objects.filter(village=UUID(scope.key)).values_list("pk", flat=True)
    return None


def group(rows: QuerySet[Tally], *, by: str = "key") -> list[Keyed]:
    """Return the sums by one column, the largest first; what every matter has moved away from is no row."""
    grouped = [
        (str(key), counts) for key, *values in summed(rows, by) if (counts := _counter(values))["received"]
    ]
    return sorted(grouped, key=_largest)


def _largest(row: Keyed) -> tuple[int, str]:
    return -row[1]["received"], row[0]


def by_month(rows: QuerySet[Tally], months: Months) -> list[Row]:
    there = dict(group(rows, by="month"))
    return [Row(str(month), month_label(month), there.get(str(month), Counter())) for month in months]


def sum_up(rows: QuerySet[Tally]) -> Counter[str]:
    sums = rows.aggregate(**{f"sum_{name}": Sum(name) for name in MEASURES})
    return _counter(sums[f"sum_{name}"] for name in MEASURES)


def names(dimension: str, keys: list[str]) -> dict[str, str]:
    """Return what the values of a dimension are called; "" is what was not filled in."""
    ids = [key for key in keys if key]
    found: Iterable[tuple[Any, str]]
    if dimension == "kind":
        found = [(kind.code, str(kind.label)) for each in capability.every() for kind in each.kinds]
    elif dimension == "village":
        rows = Area.objects.filter(pk__in=ids, level=Level.VILLAGE).values_list("pk", "parent__name", "name")
        found = [(key, _placed(above, name)) for key, above, name in rows]
    elif dimension == "cell":
        cells = Cell.objects.filter(pk__in=ids).values_list("pk", "village__name", "name")
        found = [(key, _placed(above, name)) for key, above, name in cells]
    else:
        model = {"unit": Unit, "category": Category, "channel": Channel}.get(dimension, Area)
        found = model._default_manager.filter(pk__in=ids).values_list("pk", "name")
    return {"": _("没有填写"), **{str(key): name for key, name in found}}


def _placed(above: str | None, name: str) -> str:
    """Villages of one name are common, so each is told with its town; a cell with its village."""
    return name if not above or name.startswith(above) else f"{above} {name}"


def rolled_up(sums: Sequence[Keyed], below: str = "") -> list[Keyed]:
    """Add each category to the one on the wanted level above it, so that a row equals the list it opens."""
    paths = {str(key): path for key, path in Category.objects.values_list("pk", "path")}
    keys = {path: key for key, path in paths.items()}
    base = paths[below] + "/" if below in paths else ""
    found: dict[str, Counter[str]] = {}
    for key, counts in sums:
        path = paths.get(key, "")
        if path.startswith(base):
            head = base + path[len(base) :].split("/")[0]
            found.setdefault(keys.get(head, key), Counter()).update(counts)
    return sorted(found.items(), key=_largest)


def _counter(values: Iterable[Any]) -> Counter[str]:
    return Counter({name: value or 0 for name, value in zip(MEASURES, values, strict=True)})
