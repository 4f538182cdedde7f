"""Drawing a share of matters by lot, so that nobody can foresee or change the lot, and it can be drawn again to check.

The lot of a matter follows from its id and the key of this installation: whoever handles it cannot compute it, whoever
audits the installation can, years later.
"""

from uuid import UUID

from linli.ground.people.vault import sealer

LOTS = 10_000


def lot_of(matter_id: UUID, purpose: str) -> int:
    """Return the lot of a matter for one purpose, 0 to 9999; another purpose gives another lot."""
    return int(sealer().blind_index(str(matter_id), purpose=f"sample-{purpose}")[:16], 16) % LOTS


def is_drawn(matter_id: UUID, purpose: str, *, percent: int) -> bool:
    """Tell whether the matter is among the `percent` of hundred that are drawn."""
    return lot_of(matter_id, purpose) < percent * LOTS // 100
