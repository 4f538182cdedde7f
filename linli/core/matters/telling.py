"""Tell what happened, from the ledger, in the words of those who read it.

Whoever owns a verb says how it reads: `describe(...)` in its room's `entry_texts.py`. A verb without words for residents
is not shown to them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.core.matters.ledger.hiding import common_verb, is_hidden, shown
from linli.core.matters.models import Entry, Matter
from linli.ground.people.models import Staff, Unit

Audience = Literal["staff", "resident"]
Sentence = str | Promise
Names = Mapping[str, Mapping[str, Sentence]]


@dataclass(frozen=True)
class Description:
    """How a verb reads. `lines` names the parts of the body that are quoted below the sentence."""

    staff: Sentence
    resident: Sentence | None
    lines: tuple[str, ...]
    resident_lines: tuple[str, ...]
    names: "Names"


@dataclass(frozen=True)
class Told:
    """One thing that happened: when, who did it, a sentence, and what was said."""

    at: datetime
    who: str
    title: str
    verb: str
    lines: tuple[str, ...] = field(default=())


_descriptions: dict[str, Description] = {}
_called: dict[str, Callable[[str], str]] = {}


def describe(
    verb: str,
    staff: Sentence,
    *,
    resident: Sentence | None = None,
    lines: tuple[str, ...] = (),
    resident_lines: tuple[str, ...] | None = None,
    names: Names | None = None,
) -> None:
    """Say how `verb` reads to staff and to residents; a sentence may use %(part)s of the entry's body.

    `names` says what the codes of a part are called: the ledger keeps codes, each reader sees their own language.
    """
    shown = lines if resident_lines is None else resident_lines
    _descriptions[verb] = Description(staff, resident, lines, shown, names or {})


def call(part: str, name_of: Callable[[str], str]) -> None:
    """Say what the codes of a part are called in whatever entry they stand, where its verb does not say so itself."""
    _called[part] = name_of


def called(part: str, code: str) -> str:
    """Return what a code of a part is called in the reader's language; the code where nobody has said."""
    return _called[part](code) if part in _called else code


def tell(matter: Matter, *, audience: Audience, key: bytes = b"") -> list[Told]:
    """Return what happened to `matter`, oldest first. The caller has seen to it that the reader may see the matter.

    `key`: the private key of a sealed matter that the reader has opened; without it, words are shown as sealed.
    """
    entries = list(Entry.objects.filter(subject=matter.id).order_by("seq"))
    names = _Names(entries, audience)
    return [told for entry in entries if (told := _tell(_opened(entry, key), names, audience))]


def tell_together(matters: Sequence[Matter], *, audience: Audience) -> list[tuple[UUID, Told]]:
    """Return what happened to all of `matters`, oldest first, each with the id of its matter."""
    ids = [matter.id for matter in matters]
    entries = list(Entry.objects.filter(subject__in=ids).order_by("happened_at", "id"))
    names = _Names(entries, audience)
    found = [(entry.subject, _tell(_opened(entry), names, audience)) for entry in entries]
    return [(subject, told) for subject, told in found if told]


def _opened(entry: Entry, key: bytes = b"") -> Entry:
    """Return the entry with its words, or with a word in place of each that is sealed. It is never saved."""
    if common_verb(entry.verb) != entry.verb:
        entry.body = {part: _word(value, key, entry.subject) for part, value in entry.body.items()}
    return entry


def _word(value: object, key: bytes, subject: UUID) -> object:
    if key:
        return shown(value, key, subject)
    return _("（已密封）") if is_hidden(value) else value


def _tell(entry: Entry, names: "_Names", audience: Audience) -> Told | None:
    description = _descriptions.get(entry.verb) or _descriptions.get(common_verb(entry.verb))
    if audience == "resident":
        if description is None or description.resident is None:
            return None
        sentence, parts = str(description.resident), description.resident_lines
    else:
        sentence = str(description.staff) if description else entry.verb
        parts = description.lines if description else ()
    said = _said(entry.body, description.names if description else {})
    lines = tuple(str(entry.body[part]) for part in parts if entry.body.get(part))
    return Told(entry.happened_at, names.of(entry), sentence % said, entry.verb, lines)


class _Said(dict[str, object]):
    """The body of an entry as words for a sentence; what was erased or never said reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _said(body: Mapping[str, object], names: Names) -> _Said:
    return _Said({part: _name(part, value, names) for part, value in body.items()})


def _name(part: str, value: object, names: Names) -> object:
    if part in _called and part not in names and isinstance(value, str):
        return _called[part](value)
    return names.get(part, {}).get(str(value), value)


class _Names:
    """The names of those who acted, read at once. Residents see units, not the persons in them."""

    def __init__(self, entries: Sequence[Entry], audience: Audience) -> None:
        units = {entry.unit_id for entry in entries if entry.unit_id}
        staff = {entry.actor_id for entry in entries if entry.actor_id} if audience == "staff" else set()
        self._requester = _("您") if audience == "resident" else _("诉求人")
        self._units: dict[UUID, str] = dict(Unit.objects.filter(id__in=units).values_list("id", "name"))
        self._staff: dict[UUID, str] = dict(Staff.objects.filter(id__in=staff).values_list("id", "name"))

    def of(self, entry: Entry) -> str:
        if entry.actor_kind == "resident":
            return self._requester
        if entry.actor_kind == "system":
            return _("系统")
        unit = self._units.get(entry.unit_id, "") if entry.unit_id else ""
        person = self._staff.get(entry.actor_id, "") if entry.actor_id else ""
        return " · ".join(part for part in (unit, person) if part)
