"""The map of open matters: towns, then villages, then cells with their points; each opens its list."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from linli.core.matters.models import Matter
from linli.doors.desk.shown.rows import list_url
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area, Level
from linli.ground.places.sketch import outline

LANE = "open"
MOST_DOTS = 200


@dataclass(frozen=True)
class Counted:
    """One place with its number of open matters, and the list that they are. `below` leads to its own map."""

    name: str
    count: int
    url: str
    below: str = ""


Numbers = dict[UUID | None, int]


def county(*, on: date) -> Area:
    return duty_unit(on=on).area


def numbers(area: Area, actor: Actor, *, now: datetime) -> Numbers:
    """Return how many matters are open in each place directly below `area`; None for those known no more exactly. One query."""
    counted = _open(area, actor, now).order_by().values_list(below(area))
    return dict(counted.annotate(Count("id")))


def counts(area: Area, numbers: Numbers, *, on: date) -> list[Counted]:
    """Return the places directly below `area`, the fullest first."""
    column, found = below(area), []
    for shape in outline(area, on=on):
        filters = Filters(**{column: shape.id})  # type: ignore[arg-type]
        deeper = reverse("desk:map-of", args=[shape.code]) if column != "cell" else ""
        found.append(Counted(shape.name, numbers.get(shape.id, 0), list_url(LANE, filters), deeper))
    return sorted(found, key=lambda place: -place.count)


def drawing(area: Area, numbers: Numbers, actor: Actor, *, now: datetime, on: date) -> parts.Sketch | None:
    """Return the sketch with a number on each place, and a point for each matter of a village."""
    column, outlines = below(area), []
    for shape in outline(area, on=on):
        count = numbers.get(shape.id, 0)
        url = (
            reverse("desk:map-of", args=[shape.code])
            if column != "cell"
            else list_url(LANE, Filters(cell=shape.id))
        )
        name = f"{shape.name.removeprefix(area.name)} {count}"
        outlines.append(parts.Outline(shape.code, name, shape.rings, url=url, value=_words(count)))
    dots = _dots(area, actor, now) if column == "cell" else []
    return parts.sketch(area.name, outlines, dots) if outlines else None


def of_matter(matter: Matter, *, now: datetime, on: date) -> parts.Sketch | None:
    """Return where the matter is: the cells of its village, its own drawn strong, and its point."""
    if matter.village is None:
        return None
    own = matter.cell.code if matter.cell else ""
    outlines = [
        parts.Outline(
            shape.code, shape.name.removeprefix(matter.village.name), shape.rings, strong=shape.code == own
        )
        for shape in outline(matter.village, on=on)
    ]
    dots = [_dot(matter, now)] if matter.longitude is not None and matter.latitude is not None else []
    return parts.sketch(matter.village.name, outlines, dots) if outlines else None


def whole(area: Area, numbers: Numbers) -> Counted:
    """Return all open matters in `area`, those whose place is not known more exactly included."""
    return Counted(area.name, sum(numbers.values()), list_url(LANE, _inside(area)))


def path_to(area: Area) -> list[parts.Crumb]:
    """Return the way from the county to `area`."""
    way = [parts.Crumb(area.name)]
    above = area.parent if area.level in (Level.TOWN, Level.VILLAGE) else None
    while above is not None and above.level >= Level.COUNTY:
        is_county = above.level == Level.COUNTY
        url = reverse("desk:map") if is_county else reverse("desk:map-of", args=[above.code])
        way.insert(0, parts.Crumb(above.name, url))
        above = None if is_county else above.parent
    return way


def _words(count: int) -> str:
    return ngettext("%(n)s件", "%(n)s件", count) % {"n": count}


def below(area: Area) -> str:
    """Return the column by which matters in `area` are told apart."""
    return {Level.TOWN: "village", Level.VILLAGE: "cell"}.get(Level(area.level), "town")


def _open(area: Area, actor: Actor, now: datetime) -> QuerySet[Matter]:
    lane = next(lane for lane in worklists.LANES if lane.name == LANE)
    return worklists.matters(lane, _inside(area), actor=actor, now=now)


def _inside(area: Area) -> Filters:
    match area.level:
        case Level.TOWN:
            return Filters(town=area.id)
        case Level.VILLAGE:
            return Filters(village=area.id)
    return Filters()


def _dots(area: Area, actor: Actor, now: datetime) -> list[parts.Dot]:
    placed = _open(area, actor, now).filter(longitude__isnull=False, latitude__isnull=False)
    return [_dot(matter, now) for matter in placed.order_by("due_at", "id")[:MOST_DOTS]]


def _dot(matter: Matter, now: datetime) -> parts.Dot:
    tone = parts.tone_of(matter.due_at, now, began_at=matter.received_at, done=not matter.is_open)
    url = reverse("desk:matter", args=[matter.number])
    return parts.Dot(
        float(matter.longitude or 0), float(matter.latitude or 0), matter.title, url=url, tone=tone
    )
