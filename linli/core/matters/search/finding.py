"""Find matters by words, newest first, among those that the actor may see."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from linli.core.matters.models import Matter
from linli.core.matters.querysets import SEE
from linli.core.matters.search import store
from linli.core.matters.search.facets import Stretch, stretches
from linli.core.matters.search.indexing import marks_of
from linli.core.matters.search.keyset import Beyond, Page, Place, Turn, turned
from linli.core.matters.search.words import QueryTooShort, QueryWrong, runs_of, tidy
from linli.ground.people.actor import SYSTEM, Actor
from linli.lib.identifiers import is_number

__all__ = ["QueryTooShort", "QueryWrong", "find", "matching", "numbered"]

PAGE = 20


def find(text: str, actor: Actor, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """Return a page of the matters that contain every word of `text`. Raises QueryTooShort, QueryWrong.

    Words are runs of letters and figures; each must occur in number, title, text, place or what was added later.
    """
    runs, turn = runs_of(text), Turn.of(after=after, before=before)
    places, earlier, later = turned(_places(runs, actor, turn, size + 1), turn, size)
    rows = Matter.objects.visible_to(actor).select_related("unit", "handler", "village")
    found = rows.in_bulk([place.id for place in places])
    return Page([found[place.id] for place in places if place.id in found], earlier, later)


def numbered(text: str, actor: Actor) -> UUID | None:
    """Return the matter whose number is exactly `text`, spaces and dashes aside, if the actor may see it."""
    digits = "".join(tidy(text).split()).replace("-", "")
    if not is_number(digits):
        return None
    found = Matter.objects.visible_to(actor).filter(number=digits).values_list("id", flat=True)
    return found.first()


def matching(text: str, actor: Actor) -> QuerySet[Matter]:
    """Return all matters that `find` would show, page after page. Raises QueryTooShort, QueryWrong."""
    return Matter.objects.visible_to(actor).filter(id__in=store.matching(runs_of(text), _seen_by(actor)))


def _seen_by(actor: Actor) -> list[list[str]]:
    marks = marks_of(actor, SEE)
    return [] if marks is None else [marks or ["nobody"]]


def _places(runs: list[str], actor: Actor, turn: Turn, wanted: int) -> list[Place]:
    """Return up to `wanted` places in the direction of `turn`."""
    seen = _seen_by(actor)
    if connection.vendor != "postgresql":
        return _read(_rows(actor, store.matching(runs, seen), turn), turn, wanted)
    begin = turn.start.at if turn.start else newest()
    found: list[Place] = []
    for stretch in stretches(begin, upwards=turn.is_back) if begin else ():
        marks = [*seen, stretch.marks] if stretch.marks else seen
        rows = _rows(actor, store.matching(runs, marks), turn)
        if stretch.marks is None:
            rows = rows.filter(beyond_edge(stretch, upwards=turn.is_back))
        found += _read(rows, turn, wanted - len(found))
        if len(found) >= wanted:
            break
    return found


def newest() -> datetime | None:
    """Return when the latest matter was received."""
    moments = Matter.objects.visible_to(SYSTEM).order_by("-received_at")
    return moments.values_list("received_at", flat=True).first()


def beyond_edge(stretch: Stretch, *, upwards: bool) -> Q:
    return Q(received_at__gte=stretch.edge) if upwards else Q(received_at__lt=stretch.edge)


def _rows(actor: Actor, ids: RawSQL, turn: Turn) -> QuerySet[Matter]:
    rows = Matter.objects.visible_to(actor).filter(id__in=ids)
    if turn.start:
        rows = rows.filter(Beyond("received_at", turn.start, upwards=turn.is_back))
    return rows


def _read(rows: QuerySet[Matter], turn: Turn, wanted: int) -> list[Place]:
    """Sort what was found instead of walking all matters in order, looking for it."""
    moment = ExpressionWrapper(F("received_at") + Value(timedelta(0)), output_field=DateTimeField())
    order = (moment.asc(), "id") if turn.is_back else (moment.desc(), "-id")
    return [Place(at, id_) for at, id_ in rows.order_by(*order).values_list("received_at", "id")[:wanted]]
