"""Templates as the centre keeps them: who may change their words, and that it is told to the ledger like every register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.registers.declaration import VERB
from linli.ground.documents import shelf, versions
from linli.ground.documents.blocks import Proof
from linli.ground.documents.drawing import Look, looked_at
from linli.ground.documents.models import TemplateVersion
from linli.ground.documents.reading.filling import Frame, Value
from linli.ground.documents.reading.template import Field, Template
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit

SEE, EDIT = "registers.see", "registers.edit"
REGISTER, MARK = "letter-templates", "样本 不作凭据"
HISTORY = UUID("0b7c1f6e-4a0d-5a53-8f0e-6d1b7b0f2c55")


@dataclass(frozen=True)
class Row:
    """A template in the list."""

    template: Template
    is_rewritten: bool


def may_see(actor: Actor) -> bool:
    return actor.may_everywhere(SEE) or may_edit(actor)


def may_edit(actor: Actor) -> bool:
    return actor.may_everywhere(EDIT)


def every() -> list[Row]:
    """Return all templates, in the order in which their rooms ship them. One query."""
    own = set(versions.all_rewritten())
    return [Row(each, code in own) for code, each in shelf.shipped().items()]


def named(code: str) -> Template | None:
    """Return a template in the words that are in force."""
    return versions.in_force(code) if code in shelf.shipped() else None


def is_rewritten(code: str) -> bool:
    return versions.rewritten(code) is not None


def versions_of(code: str) -> Sequence[TemplateVersion]:
    """Return the versions of a template, the latest first."""
    rows = TemplateVersion.objects.filter(code=code).select_related("made_by")
    return list(rows.order_by("-number"))


def look(code: str, texts: Mapping[str, str], *, actor: Actor, now: datetime) -> Look:
    """Return how a letter would look in these words, every field filled with what it is called. Raises TemplateWrong."""
    template = shelf.template(code).with_texts(texts)
    unit = Unit.objects.filter(id__in=actor.unit_ids).first()
    on = timezone.localdate(now)
    number = f"×〔{on.year}〕1号" if template.numbered else ""
    frame = Frame(number, unit.name if unit else "×", on, Proof(f"{settings.ADDRESS}/verify/", "—"), MARK)
    return looked_at(template, {one.name: _sample(one) for one in template.fields.values()}, frame, now=now)


def _sample(field: Field) -> Value:
    if field.columns is None:
        return f"［{field.label.zh}］"
    row = {name: f"［{words.zh}］" for name, words in field.columns.items()}
    return [row, row]


@transaction.atomic
def publish(
    code: str, texts: Mapping[str, str], *, note: str = "", actor: Actor, now: datetime
) -> TemplateVersion:
    """Put the centre's own words in force; letters that were issued keep theirs. Raises Refused, TemplateWrong."""
    _demand(actor)
    before = versions.in_force(code).texts
    draft = versions.draft(code, texts, note=note.strip(), by=actor.staff_id, now=now)
    made = versions.publish(draft, now=now)
    _tell(code, "change", before, made.texts, actor=actor, now=now)
    return made


@transaction.atomic
def take_back(code: str, *, actor: Actor, now: datetime) -> None:
    """Let the words that ship be in force again. Raises Refused."""
    _demand(actor)
    before = versions.in_force(code).texts
    versions.take_back(code, now=now)
    _tell(code, "retire", before, versions.in_force(code).texts, actor=actor, now=now)


def _demand(actor: Actor) -> None:
    if not may_edit(actor):
        raise Refused(EDIT)


def _tell(
    code: str, act: str, before: Mapping[str, str], after: Mapping[str, str], *, actor: Actor, now: datetime
) -> None:
    parts = sorted(part for part in {*before, *after} if before.get(part, "") != after.get(part, ""))
    body = {
        "register": REGISTER,
        "act": act,
        "before": {part: before.get(part, "") for part in parts},
        "after": {part: after.get(part, "") for part in parts},
    }
    ledger.record(uuid5(HISTORY, code), VERB, actor=actor, now=now, body=body)
