"""Who acts. Every action below the doors is told its actor; nothing reads one from the surroundings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from linli.lib.permission import Refused

__all__ = ["SYSTEM", "Actor", "Grant", "Refused", "resident"]

Kind = Literal["staff", "resident", "system"]


@dataclass(frozen=True)
class Grant:
    """What one post gives: permissions within a reach. `town_ids`/`village_ids` are set when the reach is an area."""

    permissions: frozenset[str]
    reach: Literal["unit", "area", "centre"]
    unit_id: UUID
    town_ids: frozenset[UUID] = frozenset()
    village_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Actor:
    """The one who acts: a member of staff with grants, a resident with what they can show, or the system itself.

    A resident is nothing but the matters whose code they gave (`matter_ids`) and, after a code sent to their phone,
    the blind index of that phone (`contact_index`).
    """

    kind: Kind
    staff_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    matter_ids: frozenset[UUID] = field(default_factory=frozenset)
    contact_index: str = ""

    @property
    def unit_ids(self) -> frozenset[UUID]:
        return frozenset(grant.unit_id for grant in self.grants)

    def acting_for(self, *units: UUID) -> UUID | None:
        """Return the unit for which the actor speaks: the first of `units` in which they serve, else their own first.

        None for whoever serves in no unit: residents, the system.
        """
        mine = next((unit for unit in units if unit in self.unit_ids), None)
        return mine or (self.grants[0].unit_id if self.grants else None)

    def may(self, permission: str) -> bool:
        """Tell whether any post of the actor carries `permission`; the system may do everything."""
        return self.kind == "system" or any(permission in grant.permissions for grant in self.grants)

    def may_everywhere(self, permission: str) -> bool:
        """Tell whether a post of the actor carries `permission` for the whole centre."""
        return self.kind == "system" or any(grant.reach == "centre" for grant in self.granting(permission))

    def granting(self, permission: str) -> tuple[Grant, ...]:
        """Return the grants that carry `permission`."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)


SYSTEM = Actor(kind="system", name="linli")


def resident(matter_ids: Iterable[UUID] = (), *, contact_index: str = "") -> Actor:
    """Return the actor for a resident who can show these matters' codes, or a phone, or nothing."""
    return Actor(kind="resident", matter_ids=frozenset(matter_ids), contact_index=contact_index)
