"""Areas and cells as they were, are or will be on a day."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from linli.ground.places.models import Area, Cell, Level

Dated = TypeVar("Dated", Area, Cell)
Row = TypeVar("Row", bound=Model)

DEPTH = len(Level)


def in_force(rows: QuerySet[Row], on: date) -> QuerySet[Row]:
    """Return those of `rows` that are in force on that day: `valid_from` and `valid_to` included."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return rows.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def is_in_force(row: Area | Cell, on: date) -> bool:
    """Tell whether an area or a cell is in force on that day."""
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)


def current(row: Dated, on: date) -> Dated:
    """Return what stands for `row` on that day: itself, or what succeeded it, however many times; the last one known."""
    seen = {row.pk}
    while row.valid_to is not None and row.valid_to < on and row.successor is not None:
        row = row.successor
        if row.pk in seen:
            break
        seen.add(row.pk)
    return row


def area_at(level: int, code: str, on: date | None = None) -> Area | None:
    """Return the area with that code; with a day, what stands for it on that day."""
    area = Area.objects.filter(level=level, code=code.ljust(12, "0")).first()
    return area if area is None or on is None else current(area, on)


def subtree(area: Area, on: date | None = None) -> QuerySet[Area]:
    """Return the area and everything below it."""
    reached = Q(pk=area.pk)
    for steps in range(1, DEPTH - area.level + 1):
        reached |= Q(**{"__".join(["parent"] * steps): area})
    rows = Area.objects.filter(reached)
    return rows if on is None else in_force(rows, on)


def cells_of(area: Area, on: date | None = None) -> QuerySet[Cell]:
    """Return the cells inside the area, by code; with a day, those in force then."""
    path = "__".join(["village", *["parent"] * (Level.VILLAGE - area.level)])
    rows = Cell.objects.filter(**{path: area})
    return rows if on is None else in_force(rows, on)


def chain(area: Area) -> list[Area]:
    """Return the area and those above it, the highest first."""
    found = [area]
    while found[0].parent is not None and len(found) < DEPTH:
        found.insert(0, found[0].parent)
    return found
