"""Send what waits, each message at most once.

A row says `sending` in a transaction of its own before anything leaves; what is found so long afterwards was cut off and
may have gone out or not: it becomes `unknown` and is never sent again by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import QuerySet

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.core.procedures.taking import locked
from linli.doors.notices.models import Notice, Stage
from linli.doors.notices.shipped import every, label_of
from linli.doors.notices.times import Times, midnight, pause, times
from linli.doors.notices.words import is_sent, words_for
from linli.flow.handling.alerts.actions import alert
from linli.flow.handling.reaching import phone_for_notice
from linli.flow.intake.wishes.queries import wants_messages
from linli.ground.people.actor import SYSTEM
from linli.ground.people.senders import TryLater, can_send, sender

log = structlog.get_logger(__name__)

BATCH = 50
TURN_SECONDS = 5.0
CUT_OFF_AFTER = timedelta(minutes=30)
TROUBLE = "notices.trouble"
TOLD = {Stage.SENT: "notices.sent", Stage.FAILED: "notices.failed", Stage.UNKNOWN: "notices.doubted"}


def send_due(*, now: datetime, limit: int = BATCH) -> int:
    """Send what is due, oldest first, for a few seconds at most, so that the worker's other duties have their turn.

    Returns how many were dealt with. Several workers may do so at once.
    """
    rule, until = times(now=now), monotonic() + TURN_SECONDS
    done = _doubt_cut_off(now=now)
    due = Notice.objects.filter(stage=Stage.WAITING, next_at__lte=now).order_by("next_at", "id")
    for notice_id in list(due.values_list("id", flat=True)[:limit]):
        if monotonic() > until:
            break
        _send(notice_id, rule, now=now)
        done += 1
    return done


def _send(notice_id: UUID, rule: Times, *, now: datetime) -> None:
    begun = _begin(notice_id, rule, now=now)
    if begun is None:
        return
    notice, entry = begun.notice, begun.entry
    try:
        phone = phone_for_notice(notice.matter_id, actor=SYSTEM)
        if not phone:
            _end(notice, Stage.NO_WAY, "no_phone", now=now)
            return
        sender().send(phone, words_for(notice.matter, entry), now=now)
    except TryLater as error:
        _try_later(notice, rule, _kind_of(error), now=now)
    except TimeoutError as error:
        _end(notice, Stage.UNKNOWN, _kind_of(error), now=now)
    except Exception as error:  # whatever a sender raises must stop neither the others nor the worker
        _end(notice, Stage.FAILED, _kind_of(error), now=now)
    else:
        _end(notice, Stage.SENT, "", now=now)


@dataclass(frozen=True)
class Begun:
    notice: Notice
    entry: Entry


@transaction.atomic
def _begin(notice_id: UUID, rule: Times, *, now: datetime) -> Begun | None:
    """Mark the notice as being sent, if it may be sent now and no other worker has it; else put it off or end it."""
    notice = Notice.objects.select_related("matter").filter(id=notice_id, stage=Stage.WAITING).first()
    entry = Entry.objects.filter(id=notice.entry).first() if notice else None
    if notice is None or entry is None:
        return None
    mine = Notice.objects.filter(id=notice.id, stage=Stage.WAITING, tries=notice.tries)
    if over := _over(notice, entry, rule, now=now):
        mine.update(stage=over[0], why=over[1])
        return None
    if later := _later(notice, rule, now=now):
        mine.update(next_at=later)
        return None
    notice.tries += 1
    if not mine.update(stage=Stage.SENDING, tries=notice.tries, begun_at=now, why=""):
        return None
    return Begun(notice, entry)


def _over(notice: Notice, entry: Entry, rule: Times, *, now: datetime) -> tuple[Stage, str] | None:
    """Return how a notice ends that is not to be sent at all, and why; None where it is."""
    if not can_send():
        return Stage.NO_WAY, "no_sender"
    if not is_sent(notice.verb):
        return Stage.DECLINED, "not_sent_here"
    if rule.is_old(entry.happened_at, now=now):
        return Stage.DECLINED, "old"
    if not wants_messages(notice.matter_id):
        return Stage.DECLINED, "switched_off"
    if _lost_its_sense(notice, entry):
        return Stage.DECLINED, "overtaken"
    return None


def _lost_its_sense(notice: Notice, entry: Entry) -> bool:
    """Tell whether something has come after it that takes its sense away; what is not told here itself takes none."""
    kinds = every()
    verbs = [verb for verb in kinds[notice.verb].unless if verb not in kinds or is_sent(verb)]
    return Entry.objects.filter(subject=entry.subject, seq__gt=entry.seq, verb__in=verbs).exists()


def _later(notice: Notice, rule: Times, *, now: datetime) -> datetime | None:
    """Return until when it has to wait: for the morning, or for tomorrow where there were enough today."""
    if rule.is_quiet(notice.matter, now=now):
        return rule.morning(now)
    left = (Stage.SENDING, Stage.SENT, Stage.UNKNOWN)
    today = Notice.objects.filter(matter=notice.matter_id, begun_at__gte=midnight(now), stage__in=left)
    return rule.tomorrow(now) if today.count() >= rule.most_a_day else None


def _try_later(notice: Notice, rule: Times, why: str, *, now: datetime) -> None:
    if notice.tries >= rule.tries:
        _end(notice, Stage.FAILED, why, now=now)
        return
    _being_sent(notice).update(stage=Stage.WAITING, why=why, next_at=now + pause(notice.tries))


@transaction.atomic
def _end(notice: Notice, stage: Stage, why: str, *, now: datetime) -> None:
    """Write how it ended, and tell it on the matter, unless somebody else has."""
    matter = locked(notice.matter_id, actor=SYSTEM)
    sent_at = now if stage == Stage.SENT else None
    if not _being_sent(notice).update(stage=stage, why=why, sent_at=sent_at):
        return
    if stage in TOLD:
        ledger.record(matter.id, TOLD[stage], actor=SYSTEM, now=now, body={"notice": notice.verb})
    if stage in (Stage.FAILED, Stage.UNKNOWN):
        says = {"notice": label_of(notice.verb)}
        alert(matter.id, kind=TROUBLE, key=f"{TROUBLE}:{notice.id}", unit=matter.unit, says=says, now=now)
        log.warning(TROUBLE, notice=str(notice.id), stage=str(stage), kind=why)


def _being_sent(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(id=notice.id, stage=Stage.SENDING, tries=notice.tries)


def _doubt_cut_off(*, now: datetime) -> int:
    cut_off = list(Notice.objects.filter(stage=Stage.SENDING, begun_at__lte=now - CUT_OFF_AFTER))
    for notice in cut_off:
        _end(notice, Stage.UNKNOWN, "cut_off", now=now)
    return len(cut_off)


def _kind_of(error: Exception) -> str:
    """Return the kind of an error alone: its words may hold the number, or the text."""
    return type(error).__name__[:64]
