"""Find a place from words: a grid code, a village and a house number, a landmark, an old name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db.models import Q

from linli.ground.places.models import Area, AreaAlias, Cell, HouseNumbers, Landmark, Level
from linli.ground.places.queries.areas import chain, current, in_force, is_in_force, subtree
from linli.ground.places.queries.locating import geometry_of

MOST = 20
LONGEST = 60
# What people leave off or put on when they say a place's name; the official name has exactly one of them.
ENDINGS = (
    *("村", "镇", "乡", "县", "区", "市", "街道", "社区", "街道办事处"),
    *("村委会", "村民委员会", "居委会", "居民委员会", "社区居委会", "社区居民委员会"),
)
HOUSE = re.compile(r"(?P<lane>.*?)(?P<number>[0-9]{1,6})\s*[号#]?(?P<rest>.*)")


@dataclass(frozen=True)
class Candidate:
    """A place that the words may mean. `village` is known unless only a town or county was named; `cell` where it
    follows. `said` is the name that matched where it is not today's; `rest` what of the words was not understood."""

    kind: Literal["cell", "landmark", "house", "area"]
    name: str
    area: Area
    cell: Cell | None = None
    lon: float | None = None
    lat: float | None = None
    said: str = ""
    rest: str = ""

    @property
    def village(self) -> Area | None:
        return self.area if self.area.level == Level.VILLAGE else None

    @property
    def full_name(self) -> str:
        """The names of the areas above, county first, then the place's own."""
        above = "".join(area.name for area in chain(self.area))
        return above if self.kind == "area" else f"{above} {self.name}"


def find_place(text: str, *, on: date) -> list[Candidate]:
    """Return what the words may mean on that day, the likeliest first; [] if nothing."""
    words = "".join(unicodedata.normalize("NFKC", text).split())[:LONGEST]
    if not words:
        return []
    if words.isascii() and words.isdigit():
        return list(_by_code(words, on))
    named = [found for start in _areas_named(words, on, None) for found in _inside(start, on)]
    found = named or [*_landmarks(words, on, None), *_cells(words, on, None), *_containing(words, on)]
    return _once(found)


def _by_code(digits: str, on: date) -> Iterator[Candidate]:
    if len(digits) == 15:
        for cell in Cell.objects.filter(code=digits).select_related("village", "successor__village"):
            now = current(cell, on)
            yield _of_cell(now, said=cell.name if now != cell else "")
    elif len(digits) in (2, 4, 6, 9, 12):
        for area in Area.objects.filter(code=digits.ljust(12, "0")).order_by("-level"):
            now_area = current(area, on)
            yield Candidate("area", now_area.name, now_area, said=area.name if now_area != area else "")


def _areas_named(words: str, on: date, within: Area | None) -> list[Candidate]:
    """Return the areas whose name, short name or old name the words begin with; the longest match first."""
    heads = {words[:length] for length in range(2, len(words) + 1)}
    names = heads | {head + ending for head in heads for ending in ENDINGS}
    below = Q() if within is None else Q(pk__in=subtree(within).values("pk"))
    found: list[tuple[int, Candidate]] = []
    for area in Area.objects.filter(below, name__in=names).select_related("successor", "parent")[:MOST]:
        found.append(_area_match(area, area.name, words, on))
    aliases = AreaAlias.objects.filter(name__in=names).select_related("area__successor", "area__parent")
    for alias in aliases.filter(area__in=Area.objects.filter(below))[:MOST]:
        found.append(_area_match(alias.area, alias.name, words, on))
    return [candidate for _, candidate in sorted(found, key=lambda item: -item[0])]


def _area_match(area: Area, name: str, words: str, on: date) -> tuple[int, Candidate]:
    stems = {name, *(name.removesuffix(ending) for ending in ENDINGS)}
    ways = [stem + ending for stem in stems if len(stem) > 1 for ending in ("", *ENDINGS)]
    length = max(len(way) for way in ways if words.startswith(way))
    now = current(area, on)
    said = name if name != now.name else ""
    return length * 2 + is_in_force(area, on), Candidate(
        "area", now.name, now, said=said, rest=words[length:]
    )


def _inside(start: Candidate, on: date) -> list[Candidate]:
    """Return what the rest of the words means inside the area that their beginning named."""
    if not start.rest:
        return [start]
    deeper = _areas_named(start.rest, on, start.area) if start.area.level < Level.VILLAGE else []
    if found := [hit for area in deeper if area.area != start.area for hit in _inside(area, on)]:
        return found
    found = [
        *_landmarks(start.rest, on, start.area),
        *_houses(start, on),
        *_cells(start.rest, on, start.area),
    ]
    return [replace(hit, said=start.said) for hit in found] or [start]


def _houses(start: Candidate, on: date) -> Iterator[Candidate]:
    match = HOUSE.fullmatch(start.rest)
    if match is None or start.area.level != Level.VILLAGE:
        return
    number, lane = int(match["number"]), match["lane"]
    runs = HouseNumbers.objects.filter(cell__in=in_force(start.area.cells.all(), on), lane=lane)
    for run in runs.filter(first__lte=number, last__gte=number).select_related("cell"):
        yield Candidate("house", f"{lane}{number}号", start.area, run.cell, rest=match["rest"])


def _landmarks(words: str, on: date, within: Area | None) -> Iterator[Candidate]:
    rows = Landmark.objects.filter(cell__in=in_force(Cell.objects.all(), on)).select_related("cell__village")
    if within is not None:
        rows = rows.filter(cell__village__in=subtree(within))
    for mark in rows.filter(name__contains=words).order_by("name", "id")[:MOST]:
        yield Candidate("landmark", mark.name, mark.cell.village, mark.cell, mark.lon, mark.lat)


def _cells(words: str, on: date, within: Area | None) -> Iterator[Candidate]:
    rows = in_force(Cell.objects.all(), on).select_related("village")
    if within is not None:
        rows = rows.filter(village__in=subtree(within))
    for cell in rows.filter(name__contains=words)[:MOST]:
        yield _of_cell(cell)


def _containing(words: str, on: date) -> Iterator[Candidate]:
    if len(words) < 2:
        return
    for area in in_force(Area.objects.filter(name__contains=words), on).select_related("parent")[:MOST]:
        yield Candidate("area", area.name, area)


def _of_cell(cell: Cell, said: str = "") -> Candidate:
    if cell.geometry is None:
        return Candidate("cell", cell.name, cell.village, cell, said=said)
    inside = geometry_of(cell.geometry).representative_point()
    lon, lat = round(inside.x, 7), round(inside.y, 7)
    return Candidate("cell", cell.name, cell.village, cell, lon, lat, said)


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[object, Candidate] = {}
    for hit in found:
        seen.setdefault((hit.kind, hit.area.pk, hit.cell and hit.cell.pk, hit.name), hit)
    return list(seen.values())[:MOST]
