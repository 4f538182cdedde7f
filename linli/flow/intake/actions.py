"""Take a matter in: one transaction gives key, matter, entries, clocks and receipt, or nothing at all."""

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters import ledger
from linli.core.matters.copying import insert_many
from linli.core.matters.models import Attachment, Category, Channel, Matter
from linli.core.matters.sealed import receivers_for
from linli.core.matters.secrets import code_digest
from linli.core.procedures import shelf
from linli.core.procedures.beginning import begin
from linli.core.procedures.procedure import Procedure
from linli.flow.intake.memory import digest_of, recall, receipt_of, remember
from linli.flow.intake.models import Conflict, Intake
from linli.flow.intake.onward import WentWrong, at_least, go_on
from linli.flow.intake.persons import parties
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.sealing import NOWHERE, keep, seal, title
from linli.flow.intake.spots import settle
from linli.flow.intake.submission import Submission, SubmissionWrong, check
from linli.ground.collisions import is_collision
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Staff, Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.vault import sealer
from linli.lib.envelopes import seal_to
from linli.lib.identifiers import new_code, new_number, uuid7
from linli.lib.kept import kept

TRIES = 5
log = structlog.get_logger(__name__)


class OtherContent(Exception):
    """This key was used before for something else; what came now is kept for a clerk, the first stands."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(_("这次提交和上次的编号一样，内容却不同。两次内容我们都留下了，工作人员会核对。"))
        self.receipt = receipt


def receive(submission: Submission, *, actor: Actor, now: datetime) -> Receipt:
    """Take `submission` in and return its receipt; the same submission again returns the same receipt.

    Raises SubmissionWrong, OtherContent, Refused (staff without `intake.register`).
    """
    if actor.kind == "staff" and not actor.may("intake.register"):
        raise Refused("intake.register")
    check(submission)
    for _try in range(TRIES):
        if known := recall(submission.key):
            return _again(known, submission, now=now)
        try:
            return _take_in(submission, actor=actor, now=now)
        except DatabaseError as error:  # another process took this key, or this number, at the same moment
            if not is_collision(error):
                raise
    return _take_in(submission, actor=actor, now=now)


def _again(known: Intake, submission: Submission, *, now: datetime) -> Receipt:
    if not known.receipt_sealed:  # erased since, or brought in from an old table
        raise SubmissionWrong(
            {"key": _("这个提交编号用过了，当时的内容已经按规定删除。要再反映，请重新写一件。")}
        )
    receipt = receipt_of(known, submission.key)
    digest = digest_of(submission)
    if known.digest == digest:
        return receipt
    Conflict.objects.get_or_create(
        intake=known,
        digest=digest,
        defaults={"submission_sealed": _other_content(known, submission), "received_at": now},
    )
    raise OtherContent(receipt)


def _other_content(known: Intake, submission: Submission) -> bytes:
    """Return the other content as it is kept: to be opened like the first."""
    body, bound = json.dumps(asdict(submission), default=str, ensure_ascii=False), f"conflict:{known.key}"
    if known.is_sealed:
        return seal_to(bytes(known.matter.key.public), body.encode(), bound_to=bound)
    return sealer().seal(body, bound_to=bound)


def _take_in(submission: Submission, *, actor: Actor, now: datetime) -> Receipt:
    try:
        return _write(submission, actor=actor, now=now, at_once=True)
    except WentWrong as error:
        log.error("intake.onward_failed", exc_info=error.__cause__)
        return _write(submission, actor=actor, now=now, at_once=False)


@transaction.atomic
def _write(submission: Submission, *, actor: Actor, now: datetime, at_once: bool) -> Receipt:
    plug = capability.named(submission.capability)
    procedure = shelf.current(plug.procedure_of(submission.kind))
    unit, receivers = _receiving(submission, now=now)
    code = new_code(sealed=submission.sealed)
    matter = _matter(submission, procedure, unit, code, now=now)
    received = ledger.Happening(
        "intake.received", _said(submission), unit_id=unit.id, happened_at=submission.happened_at
    )
    beginning = begin(matter, procedure, received, now=now)
    answer_by = next(clock.due_at for clock in beginning.clocks if clock.level == "matter")
    key = seal(beginning, submission, code, receivers, now=now) if submission.sealed else None
    if key is None:
        (go_on if at_once else at_least)(beginning, now=now)
    entry = beginning.write(actor=actor, now=now)[0]
    insert_many(parties(matter, submission))
    if key is None:
        _keep_files(matter, submission, now=now)
    else:
        keep(matter, submission, key, now=now)
    receipt = Receipt(matter.id, matter.number, code, unit.name, now, answer_by, entry.digest.hex()).signed()
    insert_many([remember(submission, matter, receipt, now=now)])
    return receipt


def _receiving(submission: Submission, *, now: datetime) -> tuple[Unit, list[Staff]]:
    """Return who gets it first: the duty unit; of a sealed one, those who may know of it."""
    today = timezone.localdate(now)
    return receivers_for(submission.named, on=today) if submission.sealed else (duty_unit(on=today), [])


def _matter(submission: Submission, procedure: Procedure, unit: Unit, code: str, *, now: datetime) -> Matter:
    spot = NOWHERE if submission.sealed else settle(submission.spot, on=timezone.localdate(now))
    number = new_number(
        timezone.localdate(now)
    )  # taken already, once in a few hundred times: the insert tells
    matter_id = uuid7()
    return Matter(
        id=matter_id,
        number=number,
        code_digest=code_digest(number, code),
        capability=submission.capability,
        kind=submission.kind,
        procedure=procedure.name,
        procedure_version=procedure.version,
        state=procedure.start,
        is_sealed=submission.sealed,
        title=title() if submission.sealed else submission.heading(),
        text="" if submission.sealed else submission.text.strip(),
        severity=submission.severity,
        category=None if submission.sealed else _category(submission),
        channel=_channel(submission),
        town_id=spot.town_id,
        village_id=spot.village_id,
        cell_id=spot.cell_id,
        place=spot.words,
        longitude=spot.longitude,
        latitude=spot.latitude,
        unit=unit,
        unit_since=now,
        answerable_unit=unit,
        involved=f"i{unit.id}",
        received_at=now,
    )


def _category(submission: Submission) -> Category | None:
    if submission.category_id is None:
        return None
    category = _category_by(submission.category_id)
    if category is None:
        raise SubmissionWrong({"category": _("没有这个分类，请重新选择。")})
    return category


def _channel(submission: Submission) -> Channel:
    channel = _channel_by(submission.channel)
    if channel is None:
        raise SubmissionWrong({"channel": _("没有这个来源渠道。")})
    return channel


@kept
def _category_by(category_id: UUID) -> Category | None:
    return Category.objects.filter(id=category_id).first()


@kept
def _channel_by(code: str) -> Channel | None:
    return Channel.objects.filter(code=code).first()


def _said(submission: Submission) -> dict[str, object]:
    """Return what the first entry says: what was asked, not who asked. Of a sealed one, that it came, and no more."""
    if submission.sealed:
        return {"kind": submission.kind, "channel": submission.channel}
    return {
        "kind": submission.kind,
        "text": submission.text.strip(),
        "channel": submission.channel,
        "severity": submission.severity,
        "place": submission.spot.words,
        "photos": len(submission.file_ids),
        "submission": submission.digest(),
    }


def _keep_files(matter: Matter, submission: Submission, *, now: datetime) -> None:
    if not submission.file_ids:
        return
    Attachment.objects.bulk_create(
        Attachment(matter=matter, file_id=file_id, name=f"{place}", added_at=now)
        for place, file_id in enumerate(submission.file_ids, start=1)
    )
