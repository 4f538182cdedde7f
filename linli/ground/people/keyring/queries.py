"""Which keys there are, and how hard the guessing of passwords is made."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

from linli.ground.people.keyring.models import StaffKey
from linli.lib.envelopes import KEY_LENGTH, STRETCHES, Stretch

RECOVERY = "recovery.public"


def current_keys(staff_ids: Iterable[UUID]) -> dict[UUID, StaffKey]:
    """Return the current key of each of `staff_ids` who has one, by their id. One query."""
    keys = StaffKey.objects.filter(staff_id__in=list(staff_ids), ended_at=None)
    return {key.staff_id: key for key in keys}


def has_key(staff_id: UUID) -> bool:
    """Tell whether something can be sealed to `staff_id` now."""
    return StaffKey.objects.filter(staff_id=staff_id, ended_at=None).exists()


def stretch() -> Stretch:
    """Return what every guess of a password or of a code shall cost here (LINLI_KEY_STRETCH)."""
    return STRETCHES[settings.KEY_STRETCH]


def recovery_path() -> Path:
    """Return where the public half of the recovery key lies, if one was made."""
    return Path(settings.KEYS) / RECOVERY


def recovery_public() -> bytes | None:
    """Return the public half of the centre's recovery key; None where none was made (`linli recovery-key make`).

    Raises ValueError when the file holds something else.
    """
    path = recovery_path()
    if not path.exists():
        return None
    public = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(public) != KEY_LENGTH:
        raise ValueError(f"{path}: {len(public)} bytes, expected {KEY_LENGTH}")
    return public
