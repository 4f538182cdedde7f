"""From a member of staff to the actor they are on one day."""

from datetime import date
from typing import Literal, cast
from uuid import UUID

from django.db.models import QuerySet

from linli.ground.people.actor import Actor, Grant
from linli.ground.people.models import Posting, Reach, Staff, Unit
from linli.ground.people.queries.dates import valid_on
from linli.ground.places.models import Area, Level
from linli.ground.prepared import Prepared

Reached = Literal["unit", "area", "centre"]


def actor_of(staff: Staff, *, on: date) -> Actor:
    """Return the actor that `staff` is on `on`: one grant for each post held that day. One query.

    Posts of a unit that is closed on that day, and all posts of a disabled account, give nothing.
    """
    if not staff.is_active:
        return Actor(kind="staff", staff_id=staff.pk, name=staff.name)
    return Actor(
        kind="staff",
        staff_id=staff.pk,
        name=staff.name,
        grants=tuple(_grant(posting) for posting in _postings(staff.pk, on)),
    )


def _held(staff: UUID, on: date) -> QuerySet[Posting]:
    held = Posting.objects.filter(valid_on(on), valid_on(on, "post__unit__"), staff=staff)
    return held.select_related("post__role", "post__unit__area").order_by("post__unit__code", "post__name")


_postings = Prepared(_held)  # every page of the staff asks for it


def reaches(actor: Actor, permission: str, unit: Unit) -> bool:
    """Tell whether a grant of `permission` reaches `unit`: the unit itself, one in the area granted, or any."""
    return actor.kind == "system" or any(_covers(grant, unit) for grant in actor.granting(permission))


def _grant(posting: Posting) -> Grant:
    post = posting.post
    reach, towns, villages = _reached(post.role.reach, post.unit.area)
    return Grant(
        permissions=frozenset(post.role.permissions),
        reach=reach,
        unit_id=post.unit_id,
        town_ids=towns,
        village_ids=villages,
    )


def _reached(reach: str, area: Area) -> tuple[Reached, frozenset[UUID], frozenset[UUID]]:
    nothing: frozenset[UUID] = frozenset()
    if reach != Reach.AREA:
        return cast(Reached, reach), nothing, nothing
    if area.level == Level.TOWN:
        return "area", frozenset({area.pk}), nothing
    if area.level == Level.VILLAGE:
        return "area", nothing, frozenset({area.pk})
    return "centre", nothing, nothing  # one centre serves one county: its area is everything


def _covers(grant: Grant, unit: Unit) -> bool:
    if grant.reach == "centre" or grant.unit_id == unit.pk:
        return True
    areas = {unit.area_id, unit.area.parent_id}
    return bool(areas & grant.town_ids) or unit.area_id in grant.village_ids
