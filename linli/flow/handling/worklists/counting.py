"""How many matters each of an actor's lanes holds: all lanes in one statement, composed once for the actor.

The lists stand beside every page of the staff, and composing their conditions takes longer than counting by them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from linli.core.matters.models import Matter
from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import SOON, Lane, lanes_of, starting_states
from linli.flow.handling.worklists.paging import MOST, Reading
from linli.ground.people.actor import Actor
from linli.ground.prepared import planned

THEN = datetime(9999, 1, 1, tzinfo=UTC)  # stands for now while the statement is composed
PLACES = {THEN: 0, THEN + SOON: 1}

Sql = tuple[str, list[Any]]
Placed = tuple[int | None, Any]  # which of the moments stands there, or what else


def counts(lanes: Iterable[Lane], *, actor: Actor, now: datetime) -> dict[str, int]:
    """Return by name how many matters each of these lanes of the actor holds, counting no further than `MOST`. One query."""
    names = tuple(lane.name for lane in lanes)
    if not names:
        return {}
    sql, params = _statement(actor, names, tuple(starting_states()))
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (now, now + SOON)]
    with planned() as cursor:
        cursor.execute(sql, [kept if place is None else moments[place] for place, kept in params])
        found = cursor.fetchone()
    return {name: min(number, MOST) for name, number in zip(names, found, strict=True)}


@lru_cache(maxsize=200)
def _statement(actor: Actor, names: Sequence[str], states: Sequence[str]) -> tuple[str, list[Placed]]:
    """Return the statement, and of each parameter its value, or which of the moments stands there.

    `states`, in which matters start, are among the conditions: other states are another statement.
    """
    lanes = {lane.name: lane for lane in lanes_of(actor)}
    each = [_of_lane(lanes[name], actor) for name in names]
    marks = {connection.ops.adapt_datetimefield_value(moment): place for moment, place in PLACES.items()}
    placed = [(marks.get(param), param) for _sql, params in each for param in params]
    return "SELECT " + ", ".join(sql for sql, _params in each), placed


def _of_lane(lane: Lane, actor: Actor) -> Sql:
    """Return the count of the lane: from each of its sources no more than `MOST`, each matter once."""
    reading = Reading(lane, Filters(), actor, THEN)
    asked = (reading.matters(source).values_list("id")[:MOST] for source in reading.sources)
    parts = [part for rows in asked if (part := _of_rows(rows))]
    if not parts:
        return "(SELECT 0)", []
    union = " UNION ".join(f"SELECT * FROM ({sql}) AS part" for sql, _params in parts)  # noqa: S608
    return f"(SELECT COUNT(*) FROM ({union}) AS lane)", [param for _sql, params in parts for param in params]  # noqa: S608


def _of_rows(rows: "QuerySet[Matter, Any]") -> Sql | None:
    try:
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, list(params)
