"""How many matters each of an actor's lanes holds: all lanes in one statement, composed once for the actor.

The lists stand beside every page of the staff, and composing their conditions takes longer than counting by them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import SOON, Lane, lanes_of, starting_states
from linli.flow.handling.worklists.paging import MOST, Reading
from linli.ground.people.actor import Actor
from linli.ground.prepared import Statement, planned
from linli.ground.samples import Key

THEN = datetime(9999, 1, 1, tzinfo=UTC)  # stands for now while the statement is composed


def counts(lanes: Iterable[Lane], *, actor: Actor, now: datetime) -> dict[str, int]:
    """Return by name how many matters each of these lanes of the actor holds, counting no further than `MOST`. One query."""
    names = tuple(lane.name for lane in lanes)
    if not names:
        return {}
    sql, parts = _composed(actor, names, tuple(starting_states()))
    with planned() as cursor:
        cursor.execute(sql, [value for part in parts for value in part.given(_moments(now))])
        found = cursor.fetchone()
    return {name: min(number, MOST) for name, number in zip(names, found, strict=True)}


@lru_cache(maxsize=200)
def _composed(actor: Actor, names: Sequence[str], states: Sequence[str]) -> tuple[str, list[Statement]]:
    """Return the statement, and its parts in their order.

    `states`, in which matters start, are among the conditions: other states are another statement.
    """
    lanes = {lane.name: lane for lane in lanes_of(actor)}
    each = [_parts_of(lanes[name], actor) for name in names]
    return "SELECT " + ", ".join(map(_counted, each)), [part for parts in each for part in parts]


def _parts_of(lane: Lane, actor: Actor) -> list[Statement]:
    """Return what is asked of each source of the lane that can have matters: no more than `MOST` of them."""
    reading = Reading(lane, Filters(), actor, THEN)
    asked = (reading.matters(source).values_list("id")[:MOST] for source in reading.sources)
    return [part for rows in asked if (part := Statement(rows.query, _moments(THEN))).sql]


def _counted(parts: Sequence[Statement]) -> str:
    """Return the count of all parts, each matter once."""
    union = " UNION ".join(f"SELECT * FROM ({part.sql}) AS part" for part in parts)  # noqa: S608
    return f"(SELECT COUNT(*) FROM ({union}) AS lane)" if parts else "(SELECT 0)"  # noqa: S608


def _moments(now: datetime) -> list[Key]:
    """Return the moments with which lanes compare."""
    return [now, now + SOON]
