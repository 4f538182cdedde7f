"""Take a petition in with what belongs to it beside the submission: whom it is about, how it was heard."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.capabilities.petitions.actions import Brought, bring
from linli.capabilities.petitions.bringing.actions.confirming import write_confirmation
from linli.capabilities.petitions.bringing.draft import Writing
from linli.capabilities.petitions.bringing.respondents import names_of
from linli.core.matters import ledger, sealed
from linli.core.matters.models import Entry, Matter
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.receipt import Receipt
from linli.ground.files.actions import discard_now
from linli.ground.people.actor import Actor, resident

HEARD = "petitions.heard"


@dataclass(frozen=True)
class Heard:
    """How a clerk heard it: the day of a letter's postmark; that what was said was read back (article 19); that whoever
    it is about agreed to be helped; that the clerk saw who they are.
    """

    postmarked: date | None = None
    read_back: bool = False
    consented: bool = False
    confirmed: bool = False


def bring_written(writing: Writing, *, actor: Actor, now: datetime) -> Receipt:
    """Take in what a resident wrote. Raises SubmissionWrong, OtherContent."""
    about = [writing.about.strip()] if writing.is_accusation and writing.about.strip() else []
    return take_in(writing.brought(), about=about, actor=actor, now=now)


def take_in(
    brought: Brought, *, about: Sequence[str] = (), heard: Heard | None = None, actor: Actor, now: datetime
) -> Receipt:
    """Take a petition in with whom it is about, in words, and how it was heard; the same again changes nothing.

    Raises SubmissionWrong, OtherContent, Refused.
    """
    other: OtherContent | None = None
    with transaction.atomic():
        try:
            receipt = bring(brought, actor=actor, now=now)
        except OtherContent as kept:  # what came is kept for a clerk, which an error would undo
            other = kept
        else:
            if brought.submission.sealed:
                _seal(receipt, brought, about, now=now)
            if heard is not None and not _was_heard(receipt.matter_id):
                _tell(receipt, brought, heard, actor=actor, now=now)
    if other is not None:
        raise other
    return receipt


def _seal(receipt: Receipt, brought: Brought, about: Sequence[str], *, now: datetime) -> None:
    """Keep whom it is about, sealed; what was stored in the open while it was written goes."""
    words = [*about, *names_of(brought.submission.named)]
    seen = Matter.objects.visible_to(resident([receipt.matter_id]), sealed=True)
    sealed.keep_text(
        seen.get(id=receipt.matter_id), "respondents", json.dumps(words, ensure_ascii=False), now=now
    )
    discard_now(dict.fromkeys(brought.submission.file_ids, now))


def _was_heard(matter_id: UUID) -> bool:
    return Entry.objects.filter(subject=matter_id, verb__in=(HEARD, f"sealed.{HEARD}")).exists()


def _tell(receipt: Receipt, brought: Brought, heard: Heard, *, actor: Actor, now: datetime) -> None:
    body = {
        "form": brought.form,
        "postmarked": heard.postmarked.isoformat() if heard.postmarked else "",
        "read_back": "yes" if heard.read_back else "",
        "consented": "yes" if heard.consented else "",
    }
    ledger.record(receipt.matter_id, HEARD, actor=actor, now=now, body=body)
    if heard.confirmed and brought.submission.name:
        write_confirmation(receipt.matter_id, "window", actor=actor, now=now)
