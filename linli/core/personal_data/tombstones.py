"""Tombstones outside the database: one line for each erasure, so that an older backup learns of what came after it.

They are appended to a file in the data folder (LINLI_ERASED), written into every backup, and kept beside the backups. A
line names a matter by its id alone and is signed with the key of the centre's log, so that nobody can have things erased by
writing lines.
"""

import base64
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.conf import settings

from linli.core.matters.ledger.keys import signing_key
from linli.core.personal_data.models import Erasure

FORMAT = "linli-erased-1"


@dataclass(frozen=True)
class Tombstone:
    matter_id: UUID
    what: str
    at: datetime

    def statement(self) -> bytes:
        """Return the bytes that are signed."""
        return "\n".join([FORMAT, str(self.matter_id), self.what, self.at.isoformat()]).encode()

    def line(self) -> str:
        signature = base64.b64encode(signing_key().sign(self.statement())).decode()
        said = {"matter": str(self.matter_id), "what": self.what, "at": self.at.isoformat()}
        return json.dumps({**said, "signature": signature}) + "\n"


def path() -> Path:
    """Return the file of this installation."""
    return Path(settings.ERASED)


def note(rows: Iterable[Erasure], file: Path | None = None) -> None:
    """Append lines and see to it that they are on the disk."""
    lines = "".join(Tombstone(row.matter_id, row.what, row.at).line() for row in rows)
    append(lines, file or path())


def append(lines: str, file: Path) -> None:
    if not lines:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def every() -> Iterator[str]:
    """Yield the lines of all erasures that the database knows, oldest first."""
    for row in Erasure.objects.order_by("at", "id").iterator(chunk_size=2000):
        yield Tombstone(row.matter_id, row.what, row.at).line()


def merge(file: Path) -> int:
    """Bring a file of tombstones up to what the database knows; never shorten it. Returns how many lines were new."""
    known = {(one.matter_id, one.what) for one in read(file)[0]}
    fresh = [row for row in Erasure.objects.order_by("at", "id") if (row.matter_id, row.what) not in known]
    note(fresh, file)
    return len(fresh)


def gather(files: Iterable[Path]) -> None:
    """Bring the lines of these files into that of this installation, each once."""
    known = set(path().read_text(encoding="utf-8").splitlines()) if path().is_file() else set()
    for file in files:
        if file.is_file() and file != path():
            fresh = [line for line in file.read_text(encoding="utf-8").splitlines() if line not in known]
            append("".join(f"{line}\n" for line in fresh), path())
            known |= set(fresh)


def read(file: Path) -> tuple[list[Tombstone], int]:
    """Return the tombstones of a file and how many of its lines are not signed by this centre's key."""
    if not file.is_file():
        return [], 0
    found, forged = [], 0
    for line in file.read_text(encoding="utf-8").splitlines():
        one = _of(line)
        if one is None:
            forged += 1
        else:
            found.append(one)
    return found, forged


def _of(line: str) -> Tombstone | None:
    try:
        said = json.loads(line)
        one = Tombstone(UUID(said["matter"]), str(said["what"]), datetime.fromisoformat(said["at"]))
        signing_key().public_key().verify(base64.b64decode(said["signature"]), one.statement())
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return None
    return one
