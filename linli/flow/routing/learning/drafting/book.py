"""The names and ids behind the codes that were counted, and the duty list they are compared with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.core.matters.models import Category
from linli.core.registers.categories import Finder
from linli.flow.routing.learning.tables import Orders
from linli.flow.routing.models import Duty
from linli.ground.people.models import Unit
from linli.ground.people.queries import Directory
from linli.ground.people.queries.dates import valid_on
from linli.ground.places.models import Area, Level

TOWN_AND_BELOW = (Level.TOWN, Level.VILLAGE)


@dataclass(frozen=True)
class Named:
    """What a code stands for; `id` None where the centre's registers do not hold it."""

    id: UUID | None
    code: str
    name: str


class DutyList:
    """The lines in force `on` a day that hold for every severity. Three queries."""

    def __init__(self, *, on: date) -> None:
        categories = {row.code: row.id for row in Category.objects.all()}
        paths = Category.objects.values_list("id", "path")
        self._lineage = {
            pk: [categories[code] for code in reversed(path.split("/")) if code in categories]
            for pk, path in paths
        }
        self._above = dict(Area.objects.filter(level__in=TOWN_AND_BELOW).values_list("id", "parent_id"))
        self._lines: dict[UUID, list[Duty]] = {}
        for line in Duty.objects.filter(valid_on(on), severity="").select_related("unit"):
            self._lines.setdefault(line.category_id, []).append(line)

    def line(self, category_id: UUID | None, area_id: UUID | None) -> Duty | None:
        """Return the line that answers for a category there: as in routing, the nearest category, then the nearest area."""
        places: list[UUID | None] = [area_id, self._above.get(area_id), None] if area_id else [None]
        for above in self._lineage.get(category_id, ()) if category_id else ():
            fitting = [line for line in self._lines.get(above, ()) if line.area_id in places]
            if fitting:
                return min(fitting, key=lambda line: (places.index(line.area_id), line.id))
        return None


@dataclass(frozen=True)
class Book:
    """What the codes of some tallies stand for. `joined` are the ids of units that name a successor already."""

    category: Callable[[str], Named]
    area: Callable[[str], Named]
    unit: Callable[[str], Named]
    duties: DutyList
    joined: frozenset[UUID]
    on: date


def of_registers(*, on: date) -> Book:
    """Return the book for tallies of matters, where ids stand for codes, since an area's code alone is no key."""
    categories = {str(row.id): Named(row.id, row.code, row.name) for row in Category.objects.all()}
    areas = {str(row.id): Named(row.id, row.code, row.name) for row in _areas()}
    units = {str(row.id): Named(row.id, row.code, row.name) for row in Unit.objects.all()}
    return Book(categories.__getitem__, areas.__getitem__, units.__getitem__, DutyList(on=on), _joined(), on)


def of_table(orders: Orders, *, on: date) -> Book:
    """Return the book for tallies of a table, whose names are looked up in the registers."""
    finder, directory = Finder(), Directory.load()
    places: dict[str, list[Area]] = {}
    for row in _areas():
        places.setdefault(row.name, []).append(row)

    def category(code: str) -> Named:
        names = orders.categories[code]
        found = finder.find(names, code=code)
        return Named(found.id if found else None, code, names[-1])

    def area(code: str) -> Named:
        found = places.get(orders.areas[code], [])
        return Named(found[0].id if len(found) == 1 else None, code, orders.areas[code])

    def unit(code: str) -> Named:
        found = directory.named(orders.units[code], on)
        return Named(found.id if found else None, code, orders.units[code])

    return Book(category, area, unit, DutyList(on=on), _joined(), on)


def units_by_name(codes: Mapping[str, str], *, on: date) -> Callable[[str], Named]:
    """Return what a unit's name stands for; `codes` are those that the file gives to the names."""
    directory = Directory.load()

    def unit(name: str) -> Named:
        found = directory.named(name, on)
        return Named(found.id if found else None, codes[name], name)

    return unit


def _areas() -> list[Area]:
    return list(Area.objects.filter(level__in=TOWN_AND_BELOW).order_by("level", "code"))


def _joined() -> frozenset[UUID]:
    return frozenset(Unit.objects.filter(successor__isnull=False).values_list("id", flat=True))
