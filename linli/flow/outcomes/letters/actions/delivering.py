"""A letter reaches somebody: by hand, by post, on the portal, read out; and they say that they have it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes.letters import keeping, kinds
from linli.flow.outcomes.letters.actions.access import held, may
from linli.flow.outcomes.letters.actions.issuing import issue
from linli.flow.outcomes.letters.models import Delivery, Letter, Way
from linli.ground.documents.reading.filling import in_words
from linli.ground.people.actor import Actor, Refused
from linli.lib.identifiers import uuid7

RECEIPT, ON_PORTAL, TOLD_CLERK = "delivery-receipt", "portal", "clerk"
LONGEST = 60


@transaction.atomic
def deliver(
    letter_id: UUID, *, how: str, to: str = "", on: date | None = None, actor: Actor, now: datetime
) -> Delivery:
    """Record that a letter was delivered: how, to whom in words, on which day (default today).

    Raises Refused, StepNotOpen (void, replaced), AnswersWrong.
    """
    letter, matter = held(letter_id, actor)
    if not may(actor, kinds.named(letter.kind).permission, matter):
        raise Refused
    return _deliver(letter, matter, how=how, to=to.strip(), on=on, actor=actor, now=now)


def _deliver(
    letter: Letter, matter: Matter, *, how: str, to: str, on: date | None, actor: Actor, now: datetime
) -> Delivery:
    if letter.void_at is not None or Letter.objects.filter(replaces=letter).exists():
        raise StepNotOpen(_("这份文书已经作废或更正，请送达更正后的文书。"))
    today = timezone.localdate(now)
    day = on or today
    errors: dict[str, str] = {}
    if how not in Way.values:
        errors["how"] = _("请选择怎样送达的。")
    if day > today or day < timezone.localdate(letter.issued_at):
        errors["on"] = _("送达日期不能早于发出的那天，也不能晚于今天。")
    if how in (Way.HAND, Way.POST, Way.READ) and not to:
        errors["to"] = _("请写明交给了谁、念给了谁，或者寄到哪里。")
    if len(to) > LONGEST:
        errors["to"] = _("最多%(n)s个字。") % {"n": LONGEST}
    if errors:
        raise AnswersWrong(errors)
    columns: dict[str, bytes] = {}
    row_id = uuid7()
    keeping.keep_words(row_id, matter, "to", to, columns, now=now)
    row = Delivery.objects.create(
        id=row_id,
        letter=letter,
        how=how,
        delivered_on=day,
        recorded_at=now,
        recorded_by_id=actor.staff_id,
        **columns,
    )
    _tell(letter, "letter_delivered", actor=actor, now=now, how=how, delivered_on=day.isoformat())
    return row


@transaction.atomic
def acknowledge(letter_id: UUID, *, actor: Actor, now: datetime) -> Letter:
    """Record that the resident has the letter: they say so on their page, or a clerk records that they said or signed it.

    What was not recorded as delivered before is delivered by that. Doing it again changes nothing.
    Raises Refused, StepNotOpen.
    """
    letter, matter = held(letter_id, actor)
    is_resident = actor.kind == "resident"
    if is_resident and not letter.for_resident:
        raise Refused
    if not is_resident and not may(actor, kinds.named(letter.kind).permission, matter):
        raise Refused
    if letter.acknowledged_at is not None:
        return letter
    if not letter.deliveries.exists():
        if not is_resident:
            raise StepNotOpen(_("请先登记送达，再登记签收。"))
        _deliver(letter, matter, how=Way.PORTAL, to="", on=None, actor=actor, now=now)
    elif letter.void_at is not None:
        raise StepNotOpen(_("这份文书已经作废。"))
    letter.acknowledged_at, letter.acknowledged_how = now, ON_PORTAL if is_resident else TOLD_CLERK
    letter.save(update_fields=["acknowledged_at", "acknowledged_how"])
    _tell(letter, "letter_acknowledged", actor=actor, now=now, way=letter.acknowledged_how)
    return letter


@transaction.atomic
def receipt_for(letter_id: UUID, *, to: str = "", actor: Actor, now: datetime) -> Letter:
    """Draw the receipt of delivery (送达回证) for a letter, to be signed on paper. Raises as `issue` does."""
    letter, matter = held(letter_id, actor)
    fields = {
        "document": kinds.label_of(letter.kind),
        "document_number": letter.number or "—",
        "document_date": in_words(timezone.localdate(letter.issued_at)),
        "to": to.strip(),
    }
    return issue(matter.id, kind=RECEIPT, fields=fields, actor=actor, now=now, about=letter)


def _tell(letter: Letter, verb: str, *, actor: Actor, now: datetime, **says: object) -> None:
    unit = actor.acting_for(letter.unit_id) if actor.kind == "staff" else None
    body = {
        "letter": str(letter.id),
        "letter_kind": letter.kind,
        "number": letter.number or "—",
        "for_resident": letter.for_resident,
        **says,
    }
    ledger.record(letter.matter_id, f"outcomes.{verb}", actor=actor, now=now, body=body, unit_id=unit)
