"""Draw a letter, number it, keep it and tell it, in one transaction; or look at it first."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.outcomes.letters import keeping, kinds
from linli.flow.outcomes.letters.actions.access import demand, held, may
from linli.flow.outcomes.letters.codes import mark_of, new_code, shown
from linli.flow.outcomes.letters.kinds import Fields, LetterKind
from linli.flow.outcomes.letters.models import Letter
from linli.flow.outcomes.letters.writing import settled
from linli.ground.documents import numbers, versions
from linli.ground.documents.blocks import Proof
from linli.ground.documents.drawing import Look, drawn, drawn_pdf, looked_at
from linli.ground.documents.models import IssuedNumber
from linli.ground.documents.reading.filling import Frame
from linli.ground.documents.reading.template import Template
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7

MARK, LONGEST = "预览 不作凭据", 200


def preview(matter_id: UUID, *, kind: str, fields: Fields, actor: Actor, now: datetime) -> bytes:
    """Return the PDF as it would be, marked as no letter; writes nothing. Raises as `issue` does."""
    return drawn_pdf(*_foreseen(matter_id, kind, fields, actor, now), now=now)


def look(
    matter_id: UUID, *, kind: str, fields: Fields, actor: Actor, now: datetime, corrects: Letter | None = None
) -> Look:
    """Return the same as pictures of its pages and as lines; `corrects`: the letter that it would replace."""
    return looked_at(*_foreseen(matter_id, kind, fields, actor, now, corrects=corrects), now=now)


def _foreseen(
    matter_id: UUID, kind: str, fields: Fields, actor: Actor, now: datetime, *, corrects: Letter | None = None
) -> tuple[Template, Fields, Frame]:
    declared = kinds.named(kind)
    with transaction.atomic():
        matter = locked(matter_id, actor=actor, sealed=True)
        if corrects is None:
            demand(declared, matter, actor, now=now)
        elif not may(actor, declared.permission, matter):
            raise Refused(declared.permission)
        template = versions.in_force(declared.template)
        said = settled(declared, matter, template, fields, now=now)
        unit = _unit(matter, actor)
    number = ""
    if declared.series and matter.is_sealed:
        number = _own_number(matter, now=now)
    elif declared.series:
        number = numbers.foreseen(declared.series, year=_day(now).year, unit_id=unit.id)
    return template, said, Frame(number, unit.name, _day(now), Proof(_address(""), "—"), MARK)


@transaction.atomic
def issue(
    matter_id: UUID,
    *,
    kind: str,
    fields: Fields,
    actor: Actor,
    now: datetime,
    about: Letter | None = None,
) -> Letter:
    """Draw and number a letter about a matter and keep it. `fields` go over those that the kind fills by itself.

    Raises NoSuchKind, Refused, StepNotOpen (a sentence), AnswersWrong (a sentence for each field).
    """
    declared = kinds.named(kind)
    matter = locked(matter_id, actor=actor, sealed=True)
    demand(declared, matter, actor, now=now)
    letter = _make(declared, matter, fields, actor=actor, now=now, about=about)
    _tell(letter, "letter_issued", actor=actor, now=now)
    return letter


@transaction.atomic
def correct(letter_id: UUID, *, fields: Fields, reason: str, actor: Actor, now: datetime) -> Letter:
    """Issue a letter that replaces another, which stays as it was and says so. `reason` is shown to the resident.

    `fields` go over those of the former letter; about a sealed matter, which is closed to us, all must be given.
    Raises Refused, StepNotOpen, AnswersWrong.
    """
    former, matter = held(letter_id, actor)
    declared = kinds.named(former.kind)
    if not may(actor, declared.permission, matter):
        raise Refused(declared.permission)
    if former.void_at or Letter.objects.filter(replaces=former).exists():
        raise StepNotOpen(_("这份文书已经更正或作废过。"))
    reason = _checked(reason)
    said = fields if matter.is_sealed else {**keeping.fields_of(former), **fields}
    letter = _make(declared, matter, said, actor=actor, now=now, about=former.about, replaces=former)
    _tell(letter, "letter_issued", actor=actor, now=now)
    body = {"former": str(former.id), "former_number": former.number or "—", "reason": reason}
    _tell(letter, "letter_corrected", actor=actor, now=now, **body)
    return letter


@transaction.atomic
def void(letter_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Letter:
    """Make a letter void that has not been delivered; its number is kept and not given again.

    Raises Refused, StepNotOpen, AnswersWrong.
    """
    letter, matter = held(letter_id, actor)
    if not may(actor, kinds.named(letter.kind).permission, matter):
        raise Refused
    if letter.void_at or letter.deliveries.exists() or Letter.objects.filter(replaces=letter).exists():
        raise StepNotOpen(_("已经送达、更正或作废的文书不能作废。送达以后写错了的，请更正。"))
    reason = _checked(reason)
    letter.void_at = now
    letter.save(update_fields=["void_at"])
    if letter.given:
        numbers.void(letter.given, reason="文书作废", now=now)
    _tell(letter, "letter_voided", actor=actor, now=now, reason=reason)
    return letter


def _checked(reason: str) -> str:
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise AnswersWrong({"reason": _("请写明理由，最多%(n)s个字。诉求人会看到。") % {"n": LONGEST}})
    return reason.strip()


def _make(
    kind: LetterKind,
    matter: Matter,
    fields: Fields,
    *,
    actor: Actor,
    now: datetime,
    about: Letter | None,
    replaces: Letter | None = None,
) -> Letter:
    version = versions.version_in_force(kind.template, now=now)
    template = versions.template_of(version)
    fields = kind.at_issue(matter, fields, actor, now)
    said = settled(kind, matter, template, fields, now=now)
    unit, letter_id, code = _unit(matter, actor), uuid7(), new_code()
    number, given = _numbered(kind, matter, unit, now=now)
    proof = Proof(_address(code), shown(code))
    frame = Frame(number, unit.name, _day(now), proof)
    made = drawn(template, said, frame, now=now)
    return Letter.objects.create(
        id=letter_id,
        matter=matter,
        kind=kind.code,
        number=number,
        given=given,
        template=version,
        mark=mark_of(code),
        for_resident=kind.for_resident,
        issued_at=now,
        issued_by_id=actor.staff_id,
        unit=unit,
        about=about,
        replaces=replaces,
        **keeping.kept(letter_id, matter, said, made, name=f"{template.name.zh}{number}", now=now),
    )


def _numbered(
    kind: LetterKind, matter: Matter, unit: Unit, *, now: datetime
) -> tuple[str, IssuedNumber | None]:
    """Return the number of a letter. One about a sealed matter takes none of its series: a gap there would tell of it."""
    if not kind.series:
        return "", None
    if matter.is_sealed:
        return _own_number(matter, now=now), None
    given = numbers.next_number(kind.series, year=_day(now).year, now=now, unit_id=unit.id)
    return given.text, given


def _own_number(matter: Matter, *, now: datetime) -> str:
    count = Letter.objects.filter(matter=matter).exclude(number="").count() + 1
    return f"密〔{_day(now).year}〕{matter.number}-{count}号"


def _unit(matter: Matter, actor: Actor) -> Unit:
    unit_id = actor.acting_for(matter.unit_id) or matter.unit_id
    return matter.unit if unit_id == matter.unit_id else Unit.objects.get(id=unit_id)


def _day(now: datetime) -> date:
    return timezone.localdate(now)


def _address(code: str) -> str:
    return f"{settings.ADDRESS}/verify/{code}"


def _tell(letter: Letter, verb: str, *, actor: Actor, now: datetime, **says: object) -> None:
    body: dict[str, object] = {
        "letter": str(letter.id),
        "letter_kind": letter.kind,
        "number": letter.number or "—",
        "for_resident": letter.for_resident,
        "digest": sha256(f"{letter.pdf_digest}{letter.docx_digest}".encode()).hexdigest(),
        **({"replaces": str(letter.replaces_id)} if letter.replaces_id else {}),
        **({"about": str(letter.about_id)} if letter.about_id else {}),
        **says,
    }
    unit = letter.unit_id if actor.kind == "staff" else None
    ledger.record(letter.matter_id, f"outcomes.{verb}", actor=actor, now=now, body=body, unit_id=unit)
