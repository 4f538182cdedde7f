"""Keep what a sealed matter says. Writing needs the public half of its key alone; reading needs the private half."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Model

from linli.core.matters.models import Grade, KeyHolder, Matter, MatterKey, Recusal, SealedFile, SealedText
from linli.ground.files.actions import store_sealed
from linli.ground.files.queries import open_file
from linli.ground.people.keyring.queries import current_keys, recovery_public, stretch
from linli.ground.people.models import Staff
from linli.lib.envelopes import Pair, new_pair, open_with, seal_to, unwrap_by_phrase, wrap_by_phrase
from linli.lib.identifiers import tidy_code
from linli.lib.sealing import SealBroken


@dataclass(frozen=True)
class NewKey:
    """The key pair of a matter that is being taken in; `rows` are written with it."""

    matter: Matter
    code: str
    receivers: Sequence[Staff]
    grade: str
    now: datetime

    @cached_property
    def pair(self) -> Pair:
        return new_pair()

    def rows(self, marks: Iterable[str]) -> list[Model]:
        """Return the key, its holders and the marks of recusal, unsaved."""
        key = MatterKey(matter=self.matter, public=self.pair.public, grade=self.grade, made_at=self.now)
        recusals = [Recusal(matter=self.matter, mark=mark) for mark in sorted(marks)]
        return [key, *self._holders(), *recusals]

    def _holders(self) -> list[KeyHolder]:
        keys = current_keys([staff.id for staff in self.receivers])
        way, made = KeyHolder.Way, {"matter": self.matter, "granted_at": self.now}
        bound = f"code:{self.matter.id}"
        phrase = wrap_by_phrase(tidy_code(self.code), self.pair.private, bound_to=bound, stretch=stretch())
        holders = [KeyHolder(way=way.CODE, wrapped=phrase, **made)]
        for staff in self.receivers:
            wrapped = wrapped_to(bytes(keys[staff.id].public), self.matter.id, self.pair.private)
            holders.append(
                KeyHolder(way=way.STAFF, staff=staff, staff_key=keys[staff.id].id, wrapped=wrapped, **made)
            )
        if recovery := recovery_public():
            wrapped = wrapped_to(recovery, self.matter.id, self.pair.private)
            holders.append(KeyHolder(way=way.RECOVERY, wrapped=wrapped, **made))
        return holders


def new_key(
    matter: Matter, *, code: str, receivers: Sequence[Staff], grade: str = Grade.SEALED, now: datetime
) -> NewKey:
    """Make the key pair of a matter, for those who receive it and for whoever has the code on the slip."""
    return NewKey(matter, code, receivers, grade, now)


def wrapped_to(public: bytes, matter_id: UUID, private: bytes) -> bytes:
    return seal_to(public, private, bound_to=f"matter:{matter_id}")


def keep_text(matter: Matter, name: str, text: str, *, now: datetime, public: bytes = b"") -> SealedText:
    """Keep one part of what the matter says; the same part again takes its place."""
    sealed = seal_to(public or _public(matter), text.encode(), bound_to=_bound(matter.id, name))
    values = {"sealed": sealed, "kept_at": now}
    return SealedText.objects.update_or_create(matter=matter, name=name, defaults=values)[0]


def text(matter: Matter, name: str, key: bytes) -> str:
    """Return one part of what the matter says; "" where nothing was kept. Raises SealBroken."""
    row = SealedText.objects.filter(matter=matter, name=name).first()
    return open_with(key, bytes(row.sealed), bound_to=_bound(matter.id, name)).decode() if row else ""


def keep_file(
    matter: Matter, name: str, kind: str, data: bytes, *, now: datetime, public: bytes = b""
) -> SealedFile:
    """Keep a file of the matter, encrypted on the disk too. `kind` is its media type."""
    public = public or _public(matter)
    stored = store_sealed(seal_to(public, data, bound_to=f"file:{matter.id}"), now=now)
    name_sealed = seal_to(public, name.encode(), bound_to=f"file-name:{matter.id}")
    return SealedFile.objects.create(
        matter=matter, file=stored, name_sealed=name_sealed, kind=kind, size=len(data), added_at=now
    )


def file(row: SealedFile, key: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes of a file. Raises SealBroken."""
    with open_file(row.file) as stored:
        data = open_with(key, stored.read(), bound_to=f"file:{row.matter_id}")
    return file_name(row, key), data


def file_name(row: SealedFile, key: bytes) -> str:
    """Return the name of a file. Raises SealBroken."""
    return open_with(key, bytes(row.name_sealed), bound_to=f"file-name:{row.matter_id}").decode()


def key_by_code(matter: Matter, code: str) -> bytes | None:
    """Return the matter's private key to whoever has the code on the slip; None for a wrong code."""
    holder = KeyHolder.objects.filter(matter=matter, way=KeyHolder.Way.CODE, ended_at__isnull=True).first()
    if holder is None:
        return None
    try:
        return unwrap_by_phrase(tidy_code(code), bytes(holder.wrapped), bound_to=f"code:{matter.id}")
    except SealBroken:
        return None


def _public(matter: Matter) -> bytes:
    return bytes(MatterKey.objects.values_list("public", flat=True).get(matter=matter))


def _bound(matter_id: UUID, name: str) -> str:
    return f"text:{matter_id}:{name}"
