"""Seal new entries into the Merkle log and sign checkpoints, in the form of a C2SP signed note."""

import base64
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from linli.core.matters.ledger.keys import public_bytes, signing_key
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.lib.identifiers import uuid7_at, uuid7_before
from linli.lib.merkle import TiledTree, append
from linli.lib.notes import Key, signed

BATCH = 2_000
LATECOMERS = timedelta(hours=1)
NEWLY = timedelta(seconds=10)


def seal_pending(
    *, now: datetime, limit: int = BATCH, back: timedelta = LATECOMERS, everything: bool = False
) -> int:
    """Append entries not sealed yet and sign a checkpoint. Returns how many were sealed.

    Looks `back` from the last sealed entry, or from now where that lies in the future because the clock was set back
    since; so its cost does not grow with the ledger, but with what was written in that time: whoever looks every few seconds
    looks back as far as `NEWLY`. `everything` looks at the whole ledger, for entries whose transaction took longer than that.

    Two sealers at once cannot fork the log: the second fails on the unique index of its first entry and does nothing.
    """
    with transaction.atomic():
        size = log_size()
        fresh = list(
            _unsealed(size, now=now, back=None if everything else back).values_list("id", "digest")[:limit]
        )
        if not fresh:
            return 0
        SealedEntry.objects.bulk_create(
            SealedEntry(index=size + offset, entry_id=entry_id) for offset, (entry_id, _) in enumerate(fresh)
        )
        tiles = append([bytes(digest) for _, digest in fresh], size=size, read=read_tile)
        LogTile.objects.bulk_create(
            [
                LogTile(level=level, position=position, hashes=hashes)
                for (level, position), hashes in tiles.items()
            ],
            update_conflicts=True,
            unique_fields=["level", "position"],
            update_fields=["hashes"],
        )
        _sign(size + len(fresh), now=now)
    return len(fresh)


def _unsealed(size: int, *, now: datetime, back: timedelta | None) -> QuerySet[Entry]:
    unsealed = Entry.objects.filter(sealed__isnull=True).order_by("id")
    if back is None or size == 0:
        return unsealed
    newest = SealedEntry.objects.values_list("entry_id", flat=True).get(index=size - 1)
    return unsealed.filter(id__gt=uuid7_before(min(newest, uuid7_at(now)), back))


def log_size() -> int:
    last = SealedEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def read_tile(level: int, position: int) -> bytes:
    return bytes(LogTile.objects.values_list("hashes", flat=True).get(level=level, position=position))


def origin() -> str:
    """Return the name under which this log signs, from settings."""
    return str(getattr(settings, "LOG_ORIGIN", "linli"))


def note_body(size: int, root: bytes) -> str:
    return f"{origin()}\n{size}\n{base64.b64encode(root).decode()}\n"


def _sign(size: int, *, now: datetime) -> None:
    root = TiledTree(size, read_tile).root()
    key, body = signing_key(), note_body(size, root)
    note = signed(body, Key(origin(), public_bytes(key)), key.sign(body.encode()))
    Checkpoint.objects.create(size=size, root=root, note=note, signed_at=now)
