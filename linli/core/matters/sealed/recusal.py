"""Whom a matter is about, and who must therefore not know of it: deny wins over every right (信访工作条例 2022, arts 28, 30).

A mark stands for a person or a unit: a keyed digest, so that the database alone tells nobody whom. Recused is whoever
serves in a unit that was named, in one that it commands, or together with, or below, a person who was named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from linli.ground.people.actor import Actor
from linli.ground.people.keyring.queries import current_keys
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.ground.people.queries import actor_of, duty_unit
from linli.ground.people.queries.dates import valid_on
from linli.ground.people.vault import sealer

RECEIVE = "sealed.receive"


@dataclass(frozen=True)
class Named:
    """One whom the matter is about: a member of staff, a post (whoever holds it), or a unit."""

    kind: Literal["staff", "post", "unit"]
    id: UUID


def marks_of(named: Iterable[Named], *, on: date) -> set[str]:
    """Return the marks to keep: the person and the units in which they serve on that day; the unit of a post; the unit."""
    marks: set[str] = set()
    for one in named:
        if one.kind == "unit":
            marks.add(unit_mark(one.id))
        elif one.kind == "post":
            marks |= {
                unit_mark(unit) for unit in Post.objects.filter(id=one.id).values_list("unit_id", flat=True)
            }
            marks |= {staff_mark(staff) for staff in _serving(Q(post=one.id), on)}
        else:
            marks.add(staff_mark(one.id))
            serving = Posting.objects.filter(valid_on(on), staff=one.id)
            marks |= {unit_mark(unit) for unit in serving.values_list("post__unit_id", flat=True)}
    return marks


def marks_against(actor: Actor) -> set[str]:
    """Return the marks any of which recuses `actor`: their own, those of their units and of the units above, and those of
    everybody who serves there, so that one who is named brings recusal along to whichever unit they move to.
    """
    if actor.staff_id is None:
        return set()
    units = chain(actor.unit_ids)
    beside = Posting.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=TruncDate(Now())), post__unit__in=units
    )
    staff = {actor.staff_id, *beside.values_list("staff_id", flat=True)}
    return {unit_mark(unit) for unit in units} | {staff_mark(one) for one in staff}


def chain(units: Iterable[UUID]) -> set[UUID]:
    """Return the units and all that command them. One query a level."""
    found: set[UUID] = set()
    level = set(units)
    while level - found:
        found |= level
        above = Unit.objects.filter(id__in=level, parent__isnull=False).values_list("parent_id", flat=True)
        level = {unit for unit in above if unit}
    return found


def receivers_for(named: Iterable[Named], *, on: date) -> tuple[Unit, list[Staff]]:
    """Return which unit gets a new sealed matter, and who there holds its key.

    The duty unit and what it commands come first; where recusal leaves nobody there, the unit above it, and so on. Nobody
    at all: the highest unit, whose matter only the recovery key opens.
    """
    marks = marks_of(named, on=on)
    able = [posting for posting in _able(on) if not marks & marks_against(actor_of(posting.staff, on=on))]
    unit: Unit | None = duty_unit(on=on)
    highest = duty_unit(on=on)
    while unit is not None:
        there = [posting for posting in able if unit.id in chain([posting.post.unit_id])]
        if there:
            return there[0].post.unit, list({posting.staff_id: posting.staff for posting in there}.values())
        highest, unit = unit, unit.parent
    return highest, []


def _able(on: date) -> list[Posting]:
    """Return the postings of those who may receive sealed matters and have a key to receive them with, by account."""
    roles = [role.id for role in Role.objects.all() if RECEIVE in role.permissions]
    posted = Posting.objects.filter(
        valid_on(on), valid_on(on, "post__unit__"), staff__is_active=True, post__role__in=roles
    )
    rows = list(posted.select_related("staff", "post__unit").order_by("staff__username", "id"))
    keys = current_keys([row.staff_id for row in rows])
    return [row for row in rows if row.staff_id in keys]


def _serving(where: Q, on: date) -> Sequence[UUID]:
    return list(Posting.objects.filter(where, valid_on(on)).values_list("staff_id", flat=True))


def unit_mark(unit: UUID) -> str:
    return sealer().blind_index(f"unit:{unit}", purpose="recusal")


def staff_mark(staff: UUID) -> str:
    return sealer().blind_index(f"staff:{staff}", purpose="recusal")
