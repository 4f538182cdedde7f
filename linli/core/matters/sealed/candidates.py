"""To whom the key of a sealed matter may be given: all of them at once, with a few queries however many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from linli.core.matters.models import Matter, Recusal
from linli.core.matters.sealed.granting import HANDLE, RECEIVE
from linli.core.matters.sealed.recusal import staff_mark, unit_mark
from linli.ground.people.keyring.queries import current_keys
from linli.ground.people.models import Posting, Role, Staff, Unit
from linli.ground.people.queries.dates import valid_on


@dataclass(frozen=True)
class Candidate:
    """A colleague who may hold the key, with the names of the units in which they serve."""

    staff: Staff
    units: str


def possible_holders(matter: Matter, *, now: datetime) -> list[Candidate]:
    """Return who may hold the key (as `may_hold` says of each) and has one to receive it with, in order of their units."""
    on = timezone.localdate(now)
    roles = [role.id for role in Role.objects.all() if {RECEIVE, HANDLE} & set(role.permissions)]
    serving = Posting.objects.filter(valid_on(on), valid_on(on, "post__unit__"))
    able = serving.filter(post__role__in=roles, staff__is_active=True, staff__is_program=False)
    keys = current_keys(able.values_list("staff_id", flat=True).distinct())
    posts: dict[UUID, dict[UUID, str]] = {}
    rows = serving.filter(staff__in=keys).order_by("post__unit__code")
    for staff, unit, name in rows.values_list("staff_id", "post__unit_id", "post__unit__name"):
        posts.setdefault(staff, {})[unit] = name
    recused = _recused(matter, {staff: set(units) for staff, units in posts.items()})
    people = Staff.objects.in_bulk(list(posts))
    return [
        Candidate(people[staff], "、".join(units.values()))
        for staff, units in posts.items()
        if staff not in recused
    ]


def _recused(matter: Matter, posts: dict[UUID, set[UUID]]) -> set[UUID]:
    """Return those of the staff, each with the units in which they serve, who are recused: see `marks_against`."""
    marks = set(Recusal.objects.filter(matter=matter).values_list("mark", flat=True))
    if not marks:
        return set()
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    chains = {staff: _chain(units, parents) for staff, units in posts.items()}
    units = set().union(*chains.values())
    barred = {unit for unit in units if unit_mark(unit) in marks}
    today = Q(valid_to__isnull=True) | Q(valid_to__gte=TruncDate(Now()))
    beside = Posting.objects.filter(today, post__unit__in=units).values_list("post__unit_id", "staff_id")
    named = {staff for staff in {one for _unit, one in beside} | set(posts) if staff_mark(staff) in marks}
    barred |= {unit for unit, staff in beside if staff in named}
    return {staff for staff, chain in chains.items() if staff in named or chain & barred}


def _chain(units: Iterable[UUID], parents: Mapping[UUID, UUID | None]) -> set[UUID]:
    """Return the units and all that command them."""
    found: set[UUID] = set()
    for unit in units:
        above: UUID | None = unit
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found
