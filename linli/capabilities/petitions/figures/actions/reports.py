"""Draft, edit, approve and publish the yearly report. What was published stays; a correction is the next edition."""

import io
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.models import Report, Stage
from linli.capabilities.petitions.figures.report import paper
from linli.capabilities.petitions.figures.report.chapters import CHAPTERS
from linli.capabilities.petitions.figures.report.figures import figures_of
from linli.capabilities.petitions.figures.report.words import drafted
from linli.core.matters import ledger
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.ground.documents import numbers
from linli.ground.files.actions import store_document
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.queries import duty_unit
from linli.lib.identifiers import uuid7

WRITE, APPROVE, SEE_ALL = "petitions.report", "petitions.report_approve", "matters.see"
SERIES, LONGEST, LONGEST_NOTE = "petition_yearly", 10_000, 1_000


@transaction.atomic
def draft(year: int, *, note: str = "", actor: Actor, now: datetime) -> Report:
    """Begin the report on a year that is over, or its next edition, from its figures. A draft that is there is returned.

    The figures are those of the whole centre, so whoever drafts must see it. `note`: what a correction mends; it begins
    with the numbers that were published, since two editions side by side tell more than either.
    Raises Refused, AnswersWrong.
    """
    _allow(actor)
    if not 1990 <= year < timezone.localdate(now).year:
        raise AnswersWrong({"year": _("请选择已经过完的一年。")})
    rows = Report.objects.select_for_update().filter(year=year).order_by("-edition")
    latest = rows.first()
    if latest is not None and not latest.is_published:
        return latest
    if latest is not None and not note.strip():
        raise AnswersWrong({"note": _("这一年的报告已经公布。请写明更正什么、为什么。")})
    figures = latest.figures if latest else figures_of(year, actor=actor, now=now)
    row = Report.objects.create(
        id=uuid7(),
        year=year,
        edition=latest.edition + 1 if latest else 1,
        figures=figures,
        texts=latest.texts if latest else drafted(figures),
        note=note.strip()[:LONGEST_NOTE],
        counted_at=latest.counted_at if latest else now,
        changed_by_id=actor.staff_id,
        unit=duty_unit(on=timezone.localdate(now)),
    )
    _tell(row, "report_drafted", actor=actor, now=now)
    return row


@transaction.atomic
def write(report_id: UUID, texts: Mapping[str, str], *, actor: Actor, now: datetime) -> Report:
    """Keep the office's texts of the chapters. Raises Refused, AnswersWrong, StepNotOpen."""
    row = _draft(report_id, actor)
    errors = {}
    for chapter in CHAPTERS:
        text = texts.get(chapter, "").strip()
        if len(text) > LONGEST:
            errors[chapter] = _("最多%(n)s个字。") % {"n": LONGEST}
        elif not text and chapter != "other":
            errors[chapter] = _("这一部分还空着。")
    if errors:
        raise AnswersWrong(errors)
    row.texts = {chapter: texts.get(chapter, "").replace("\r\n", "\n").strip() for chapter in CHAPTERS}
    _changed(row, actor, "texts")
    _tell(row, "report_written", actor=actor, now=now)
    return row


@transaction.atomic
def recount(report_id: UUID, *, actor: Actor, now: datetime) -> Report:
    """Count the figures of a draft anew. Its texts stay: whoever edited them reads them again. Raises Refused, StepNotOpen."""
    row = _draft(report_id, actor)
    row.figures, row.counted_at = figures_of(row.year, actor=actor, now=now), now
    _changed(row, actor, "figures", "counted_at")
    _tell(row, "report_recounted", actor=actor, now=now)
    return row


@transaction.atomic
def publish(report_id: UUID, *, changes: int, actor: Actor, now: datetime) -> Report:
    """Approve a draft and publish it: by a named person, who is not the one who wrote it last.

    `changes`: which state of the draft was read. Raises Refused, StepNotOpen.
    """
    if not actor.may(APPROVE):
        raise Refused(APPROVE)
    row = _locked(report_id)
    if row.changed_by_id is not None and row.changed_by_id == actor.staff_id:
        raise StepNotOpen(_("最后改动这份草稿的是您，要由别人批准。"))
    if row.changes != changes:
        raise StepNotOpen(_("您看过以后草稿又改过，请再看一遍再批准。"))
    number = numbers.next_number(SERIES, year=timezone.localdate(now).year, now=now, unit_id=row.unit_id)
    row.stage, row.number = Stage.PUBLISHED, number.text
    row.approved_by_id, row.published_at = actor.staff_id, now
    row.pdf = store_document(io.BytesIO(paper.pdf(row, now=now, address=address_of(row))), now=now)
    row.save(update_fields=["stage", "number", "approved_by", "published_at", "pdf"])
    _tell(row, "report_published", actor=actor, now=now, number=row.number, pdf=row.pdf.digest)
    return row


@transaction.atomic
def discard(report_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Throw a draft away. Raises Refused, StepNotOpen."""
    row = _draft(report_id, actor)
    _tell(row, "report_discarded", actor=actor, now=now)
    row.delete()


def address_of(row: Report) -> str:
    """Return where everybody reads this edition."""
    return f"{settings.ADDRESS}/petition/reports/{row.year}/{row.edition}"


def _allow(actor: Actor) -> None:
    if not (actor.may(WRITE) and actor.may_everywhere(SEE_ALL)):
        raise Refused(WRITE)


def _draft(report_id: UUID, actor: Actor) -> Report:
    _allow(actor)
    return _locked(report_id)


def _locked(report_id: UUID) -> Report:
    row = Report.objects.select_for_update(of=("self",)).filter(id=report_id).first()
    if row is None:
        raise Refused
    if row.is_published:
        raise StepNotOpen(_("这一版已经公布，不能再改。要更正，请起草新的一版。"))
    return row


def _changed(row: Report, actor: Actor, *fields: str) -> None:
    row.changes, row.changed_by_id = row.changes + 1, actor.staff_id
    row.save(update_fields=[*fields, "changes", "changed_by"])


def _tell(row: Report, verb: str, *, actor: Actor, now: datetime, **says: object) -> None:
    body = {"year": row.year, "edition": row.edition, **says}
    ledger.record(row.id, f"petitions.{verb}", actor=actor, now=now, body=body, unit_id=actor.acting_for())
