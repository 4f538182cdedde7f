"""Erase what is kept about people beside one matter, everywhere and at once, and leave the record whole."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.personal_data import declaring, tombstones
from linli.core.personal_data.declaring import MATTER
from linli.core.personal_data.models import Erasure, Hold
from linli.ground.people.actor import SYSTEM, Actor, Refused

ALL = Erasure.ALL
RIGHT, KEPT, RESTORED = "right", "kept", "restored"


class CannotErase(Exception):
    """It may not be erased now; the message says why, in the reader's language."""


@transaction.atomic
def erase(
    matter_id: UUID, *, why: str, actor: Actor, now: datetime, what: str = ALL, in_hand: bool = False
) -> Erasure:
    """Erase a class of what is kept beside a matter, or all of it; idempotent. Who may decide so, the caller has seen to.

    What is counted stays: what stays is nothing personal. `in_hand`: also of a matter that is still dealt with, as after the
    restore of an old backup. Raises Refused (no such matter), CannotErase.
    """
    matter = locked(matter_id)
    if known := Erasure.objects.filter(matter=matter, what=what).first():
        return known
    if matter.is_open and not in_hand:
        raise CannotErase(_("这件事还在办理，办结以后才能删除。"))
    if why != RESTORED and is_held(matter, now=now):
        raise CannotErase(_("这件事的资料按规定暂缓删除。"))
    for erase_part in _parts(matter, what):
        erase_part(matter, now=now)
    return _told(matter, what, why, actor=actor, now=now)


def locked(matter_id: UUID) -> Matter:
    """Return the matter, sealed or not, locked. Raises Refused."""
    rows = Matter.objects.visible_to(SYSTEM, sealed=True).select_related("unit", "category")
    matter = rows.select_for_update(of=("self",)).filter(id=matter_id).first()
    if matter is None:
        raise Refused
    return matter


def is_held(matter: Matter, *, now: datetime) -> bool:
    rows = Hold.objects.filter(matter=matter, ended_at__isnull=True)
    return rows.filter(until__gte=timezone.localdate(now)).exists()


def is_erased(matter: Matter) -> bool:
    """Tell whether what the matter says was erased."""
    return Erasure.objects.filter(matter=matter, what=ALL).exists()


def _parts(matter: Matter, what: str) -> Iterator[declaring.Erase]:
    """Yield what erases, the matter itself and its history last: until then the others may still read in them."""
    found: Iterable[declaring.Holding] = declaring.every() if what == ALL else declaring.of_class(what)
    said = capability.named(matter.capability).personal_data
    if what == ALL and said is not None and said.erase is not None:
        yield said.erase
    for one in sorted(found, key=lambda one: one.name in LAST):
        yield one.erase


LAST = ("matters.text", "matters.parties", "matters.entries")


def _told(matter: Matter, what: str, why: str, *, actor: Actor, now: datetime) -> Erasure:
    said = {"what": what, "why": why, **ledger.left_of(matter.id).said}
    unit_id = actor.acting_for(matter.unit_id)
    entry = ledger.record(matter.id, ledger.ERASED, actor=actor, now=now, body=said, unit_id=unit_id)
    row = Erasure.objects.create(matter=matter, what=what, why=why, at=now, entry=bytes(entry.digest))
    if why != RESTORED:
        transaction.on_commit(lambda: tombstones.note([row]))
    return row


def classes() -> tuple[str, ...]:
    """Return what may be erased by age: the whole of a matter, and what is kept for less long."""
    return (MATTER, *declaring.classes())
