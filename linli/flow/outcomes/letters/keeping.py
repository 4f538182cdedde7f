"""Keep what a letter says: sealed at rest like the telephone of a resident, in a sealed matter to the key of the matter."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.flow.outcomes.letters.kinds import Fields
from linli.flow.outcomes.letters.models import Delivery, Letter
from linli.ground.documents.drawing import Drawn
from linli.ground.files.actions import store_sealed
from linli.ground.files.models import StoredFile
from linli.ground.files.queries import open_file
from linli.ground.people.vault import sealer

Form = Literal["pdf", "docx"]
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Locked(Exception):
    """The letter is about a sealed matter and no key was given."""


def kept(
    letter_id: UUID, matter: Matter, fields: Fields, drawn: Drawn, *, name: str, now: datetime
) -> dict[str, Any]:
    """Keep fields and files; return the columns of the letter that lead to them. `name`: of its files, where sealed."""
    columns: dict[str, Any] = {
        "pdf_digest": sha256(drawn.pdf).hexdigest(),
        "docx_digest": sha256(drawn.docx).hexdigest(),
    }
    keep_words(letter_id, matter, "fields", json.dumps(fields, ensure_ascii=False), columns, now=now)
    for form, data in (("pdf", drawn.pdf), ("docx", drawn.docx)):
        if matter.is_sealed:
            file = f"{name}.{form}"
            columns[f"sealed_{form}"] = sealed.keep_file(matter, file, KINDS[form], data, now=now)
        else:
            columns[form] = _stored(letter_id, form, data, now=now)
    return columns


def keep_words(
    row_id: UUID, matter: Matter, name: str, text: str, columns: dict[str, Any], *, now: datetime
) -> None:
    """Seal some words of a letter or a delivery into its column `<name>_sealed`."""
    if not text:
        return
    if matter.is_sealed:
        sealed.keep_text(matter, _part(row_id, name), text, now=now)
    else:
        columns[f"{name}_sealed"] = sealer().seal(text, bound_to=_bound(row_id, name))


def words(row: Letter | Delivery, matter: Matter, name: str, *, key: bytes = b"") -> str:
    """Return words that `keep_words` sealed; "" where there are none. Raises Locked, SealBroken."""
    if matter.is_sealed:
        if not key:
            raise Locked
        return sealed.text(matter, _part(row.id, name), key)
    return sealer().open(bytes(getattr(row, f"{name}_sealed")), bound_to=_bound(row.id, name))


def fields_of(letter: Letter, *, key: bytes = b"") -> Fields:
    """Return the fields of a letter. Raises Locked, SealBroken."""
    said: Fields = json.loads(words(letter, letter.matter, "fields", key=key) or "{}")
    return said


def data_of(letter: Letter, form: Form, *, key: bytes = b"") -> bytes:
    """Return the file as it was handed out. Raises Locked, SealBroken."""
    if letter.matter.is_sealed:
        row = letter.sealed_pdf if form == "pdf" else letter.sealed_docx
        if not key or row is None:
            raise Locked
        return sealed.file(row, key)[1]
    stored = letter.pdf if form == "pdf" else letter.docx
    if stored is None:
        raise Locked
    with open_file(stored) as file:
        text = sealer().open(file.read(), bound_to=_bound(letter.id, form))
    return b64decode(text)


def _stored(letter_id: UUID, form: str, data: bytes, *, now: datetime) -> StoredFile:
    text = b64encode(data).decode()
    return store_sealed(sealer().seal(text, bound_to=_bound(letter_id, form)), now=now)


def _bound(row_id: UUID, name: str) -> str:
    return f"letter:{row_id}:{name}"


def _part(row_id: UUID, name: str) -> str:
    """Return the name of a sealed text: at most 32 characters, of one letter alone."""
    return f"{name[:6]}-{row_id.hex[-25:]}"
