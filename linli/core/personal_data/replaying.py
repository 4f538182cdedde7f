"""After a restore: erase again what was erased since the backup was made, before anybody sees the site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from linli.core.matters.models import Matter
from linli.core.personal_data import tombstones
from linli.core.personal_data.erasing import RESTORED, erase
from linli.core.personal_data.models import Erasure
from linli.core.personal_data.retention import clear_remains
from linli.ground.people.actor import SYSTEM

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Replayed:
    """How much was erased again, and how many lines were not written by this centre and counted for nothing."""

    erased: int
    forged: int


def replay(*, now: datetime, progress: Progress = lambda done: None) -> Replayed:
    """Erase what the tombstones of this installation name and the database still has. Raises what an erasing raises."""
    found, forged = tombstones.read(tombstones.path())
    done = set(Erasure.objects.values_list("matter_id", "what"))
    there = (
        set(Matter.objects.visible_to(SYSTEM, sealed=True).values_list("id", flat=True)) if found else set()
    )
    erased = 0
    for one in found:
        if (one.matter_id, one.what) not in done and one.matter_id in there:
            erase(one.matter_id, what=one.what, why=RESTORED, actor=SYSTEM, now=now, in_hand=True)
            done.add((one.matter_id, one.what))
            erased += 1
        progress(1)
    if erased:
        clear_remains()
        _vacuum()
    return Replayed(erased, forged)


def _vacuum() -> None:
    """Take the dead rows off the disk at once: the site is not open yet, so nobody waits."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
