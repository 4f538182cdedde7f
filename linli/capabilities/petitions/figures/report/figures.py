"""The figures of a report: counted for a whole year, small numbers hidden before anything is kept. Plain JSON.

{"tables": {dimension: {"rows": [[label, sign, value, most], …], "total": [sign, value, most]}}, "shares": {name: [numerator,
denominator, waiting's sign, value, most] or null}, "numbers": {name: [sign, value, most]}, "proposals": {kind: {…}}, "fewest": 5}
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from linli.capabilities.petitions.figures.counting import tables
from linli.capabilities.petitions.figures.counting.measures import SHARES
from linli.capabilities.petitions.figures.counting.reading import Counted, counted, petitions
from linli.capabilities.petitions.figures.counting.stretches import Stretch, year
from linli.capabilities.petitions.figures.counting.suppressing import (
    Table,
    Told,
    banded,
    named,
    number,
    parted,
)
from linli.capabilities.petitions.figures.models import Kind, Proposal, Result
from linli.capabilities.petitions.models import Form, Klass
from linli.core.matters.models import Category, Entry
from linli.core.registers.provisions import provision
from linli.flow.handling.supervision.models import Listing, Supervision
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries.dates import valid_on

FEWEST = "petitions.fewest_shown"
NUMBERS = ("accepted", "referred", "extended", "review_asked", "objected", "objection_agreed", "adopted")
CONCLUSIONS = ("support", "explain", "decline")
TRANSFERRED = "routing.dispatched"
Figures = dict[str, Any]


def figures_of(number_of_year: int, *, actor: Actor, now: datetime) -> Figures:
    """Count a year as it may be published. Of petitions that are not sealed; those the actor sees."""
    stretch = year(number_of_year)
    found = counted(stretch, actor=actor, now=now)
    fewest = provision(FEWEST, on=stretch.until)
    sums = tables.total(found).counts
    return {
        "year": number_of_year,
        "fewest": fewest,
        "tables": {
            name: _written(table, names) for name, (table, names) in _tables(found, stretch, fewest).items()
        },
        "shares": {each.name: _share(each.name, each.of, each.waiting, sums, fewest) for each in SHARES},
        "numbers": {name: _told(number(sums[name], fewest=fewest)) for name in NUMBERS}
        | _acts(stretch, fewest, actor=actor),
        "proposals": _proposals(stretch),
    }


def _tables(found: Counted, stretch: Stretch, fewest: int) -> dict[str, tuple[Table, Mapping[str, str]]]:
    conclusions = tables.total(found).counts
    parts: dict[str, Mapping[str, int]] = {
        "klass": _counts(found, "klass", [Klass.CLAIM, Klass.SUGGESTION]),
        "form": _counts(found, "form", Form.values),
        "conclusion": {name: conclusions[name] for name in CONCLUSIONS},
    }
    long: dict[str, Mapping[str, int]] = {
        "month": _counts(found, "month", stretch.months),
        "category": _counts(found, "category", _fields(stretch.until)),
    }
    made = {name: (parted(counts, fewest=fewest), _names(name, counts)) for name, counts in parts.items()}
    made |= {name: (banded(counts, fewest=fewest), _names(name, counts)) for name, counts in long.items()}
    claims = [pair for pair in found if pair[0].klass == Klass.CLAIM]
    organs = organ_counts(claims, on=stretch.until)
    made["organ"] = named(organs, of=len(claims), fewest=fewest), tables.labels("organ", organs)
    return made


def organ_counts(claims: Counted, *, on: date) -> dict[str, int]:
    """Return how often each organ was named, those never named too, in an order that says nothing."""
    units = Unit.objects.filter(valid_on(on)).order_by("code").values_list("id", flat=True)
    counts = _counts(claims, "organ", [str(key) for key in units])
    counts.pop("", None)
    return counts


def organ_table(claims: Counted, *, on: date) -> Table:
    """Return how often each organ was named, as it may be published."""
    fewest = provision(FEWEST, on=on)
    return named(organ_counts(claims, on=on), of=len(claims), fewest=fewest)


def _fields(on: date) -> list[str]:
    """Return the fields of the first level, and none."""
    rows = Category.objects.filter(valid_on(on), parent=None).order_by("path")
    return [*(str(key) for key in rows.values_list("id", flat=True)), ""]


def _names(name: str, keys: Mapping[str, int]) -> Mapping[str, str]:
    """Return names only of what the centre itself named; codes are told in the reader's language."""
    return tables.labels(name, keys) if name == "category" else {}


def _counts(found: Counted, dimension: str, keys: list[str]) -> dict[str, int]:
    """Return how many have each value: all of `keys`, and whatever else occurs."""
    counts = dict.fromkeys((str(key) for key in keys), 0)
    for one, _sums in found:
        key = one.key(dimension)
        counts[key] = counts.get(key, 0) + 1
    return counts


def _share(name: str, of: str, waiting: str, sums: Mapping[str, int], fewest: int) -> list[Any] | None:
    """Return both numbers of a share, and how many are not due yet; nothing where it stands for fewer than may be shown."""
    if sums[of] < fewest:
        return None
    return [sums[name], sums[of], *_told(number(sums[waiting], fewest=fewest))]


def _acts(stretch: Stretch, fewest: int, *, actor: Actor) -> dict[str, list[Any]]:
    """Count what was done in the year about petitions that were brought in it."""
    ids = petitions(stretch, actor=actor).values("matter")
    counts = {
        "transferred": Entry.objects.filter(subject__in=ids, verb=TRANSFERRED).count(),
        "supervised": Supervision.objects.filter(matter__in=ids).count(),
        "listed": Listing.objects.filter(supervision__matter__in=ids).count(),
    }
    return {name: _told(number(value, fewest=fewest)) for name, value in counts.items()}


def _proposals(stretch: Stretch) -> dict[str, dict[str, int]]:
    """Count the office's own proposals of the year by kind: they are about organs, and all are told."""
    none = dict.fromkeys(("made", "answered", *Result.values), 0)
    found = {kind: dict(none) for kind in Kind.values}
    rows = Proposal.objects.filter(made_on__range=(stretch.since, stretch.until))
    for kind, result in rows.values_list("kind", "result"):
        found[kind]["made"] += 1
        if result:
            found[kind]["answered"] += 1
            found[kind][result] += 1
    return found


def _told(one: Told) -> list[Any]:
    return [one.sign, one.value, one.most]


def _written(table: Table, names: Mapping[str, str]) -> dict[str, Any]:
    rows = [[names.get(key, key), *_told(cell)] for key, cell in table.cells.items()]
    return {"rows": rows, "total": _told(table.total)}
