"""Replay the past against a draft: at once where it is short, else by the worker, with its progress kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.flow.routing.deciding import in_force
from linli.flow.routing.laboratory.access import demand_edit
from linli.flow.routing.laboratory.models import Draft, Moved, Replay
from linli.flow.routing.laboratory.replaying import past
from linli.flow.routing.laboratory.replaying.files import Read, read_file
from linli.flow.routing.laboratory.replaying.tally import Tally
from linli.flow.routing.laboratory.rule_sets import Surroundings, book_in_force, book_of
from linli.ground.people.actor import SYSTEM, Actor
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of

AT_ONCE = 3_000
LEFT_BEHIND = timedelta(minutes=10)
MOST_BAD = 200

Progress = Callable[[int], object]
log = structlog.get_logger(__name__)


@transaction.atomic
def ask_matters(
    draft_id: UUID, *, since: datetime, until: datetime, on: date, actor: Actor, now: datetime
) -> Replay:
    """Ask for a replay of the matters received from `since` to before `until`; nothing is decided yet. Raises Refused."""
    replay = _replay(draft_id, on=on, actor=actor, now=now)
    replay.since, replay.until = since, until
    replay.total = past.matters(since, until, actor=actor).count()
    replay.save(force_insert=True)
    return replay


@transaction.atomic
def ask_file(
    draft_id: UUID,
    source: Path | bytes,
    *,
    name: str,
    on: date,
    severity: str = "",
    actor: Actor,
    now: datetime,
) -> Replay:
    """Ask for a replay of the rows of a file. Raises Refused, Unreadable."""
    replay = _replay(draft_id, on=on, actor=actor, now=now)
    read = read_file(source, on=on, severity=severity)
    replay.file_name, replay.total, replay.asked = name[-120:], read.rows, _kept(read)
    replay.save(force_insert=True)
    return replay


def carry_out(replay: Replay, *, now: datetime, progress: Progress = lambda done: None) -> Replay:
    """Decide everything that is asked and keep what was found. Not in one transaction: others go on working."""
    replay.stage, replay.begun_at, replay.done = Replay.Stage.RUNNING, now, 0
    replay.save(update_fields=["stage", "begun_at", "done"])
    Moved.objects.filter(replay=replay).delete()
    around = Surroundings.load(on=replay.on)
    tally = Tally(book_in_force(around), book_of(replay.draft, around))
    if replay.since and replay.until:
        _count_matters(replay, tally, progress)
    else:
        _count_file(replay, tally, progress)
    replay.found = tally.result()
    replay.stage, replay.done, replay.total = Replay.Stage.DONE, tally.asked, tally.asked
    replay.save(update_fields=["found", "stage", "done", "total"])
    return replay


def run_waiting(*, now: datetime) -> int:
    """Carry out one replay that waits, or that somebody left half-done; return how many were. For the worker."""
    due = Q(stage=Replay.Stage.WAITING) | Q(stage=Replay.Stage.RUNNING, begun_at__lt=now - LEFT_BEHIND)
    waiting = Replay.objects.filter(due).select_related("draft").order_by("asked_at").first()
    if waiting is None or not _claimed(waiting, now=now):
        return 0
    try:
        carry_out(waiting, now=now)
    except Exception:
        if Replay.objects.filter(id=waiting.id).update(
            stage=Replay.Stage.FAILED
        ):  # else asked anew meanwhile
            log.exception("laboratory.replay_failed", replay=str(waiting.id))
    return 1


def _claimed(replay: Replay, *, now: datetime) -> bool:
    same = Replay.objects.filter(id=replay.id, stage=replay.stage, begun_at=replay.begun_at)
    return same.update(stage=Replay.Stage.RUNNING, begun_at=now) == 1


def _replay(draft_id: UUID, *, on: date, actor: Actor, now: datetime) -> Replay:
    """Return a new replay, not kept yet; earlier ones of this draft by the same person go."""
    demand_edit(actor)
    draft = Draft.objects.get(id=draft_id)
    Replay.objects.filter(draft=draft, asked_by=actor.staff_id).delete()
    return Replay(draft=draft, draft_version=draft.version, asked_by_id=actor.staff_id, asked_at=now, on=on)


def _count_matters(replay: Replay, tally: Tally, progress: Progress) -> None:
    assert replay.since and replay.until  # noqa: S101, PT018 - asked by who calls
    for batch in past.asked(replay.since, replay.until, actor=_asker(replay)):
        tally.count_matters(batch)
        replay.done += len(batch)
        Replay.objects.filter(id=replay.id).update(done=replay.done)
        progress(len(batch))
    Moved.objects.bulk_create(
        Moved(replay=replay, before_id=before, after_id=after, matters=bytes(ids))
        for (before, after), ids in tally.behind.items()
    )


def _count_file(replay: Replay, tally: Tally, progress: Progress) -> None:
    around = tally.before.around
    for kind, severity, category, town, village, unit, n in replay.asked["questions"]:
        had = in_force(around.units.get(UUID(unit)), on=around.on) if unit else None
        raw = (kind, severity, _uuid(category), _uuid(town), _uuid(village))
        tally.count(raw, n, handled_by=had.id if had else None)
        progress(n)


def _asker(replay: Replay) -> Actor:
    staff = Staff.objects.filter(id=replay.asked_by_id).first() if replay.asked_by_id else None
    return actor_of(staff, on=timezone.localdate(replay.asked_at)) if staff else SYSTEM


def _kept(read: Read) -> dict[str, object]:
    questions = [
        [
            question.kind,
            question.severity,
            *(str(key or "") for key in (question.category_id, question.town_id, question.village_id, unit)),
            n,
        ]
        for (question, unit), n in read.questions.items()
    ]
    bad = [[one.line, one.reason] for one in read.bad[:MOST_BAD]]
    return {
        "questions": questions,
        "bad": bad,
        "bad_rows": len(read.bad),
        "strangers": [[name, n] for name, n in read.strangers.most_common(MOST_BAD)],
    }


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
