"""Acts on a running clock that need approval: pause, resume, extend."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.clocks import evaluate
from linli.core.clocks.actions.schedule import STORED, follow_clocks, lock_matter, settle
from linli.core.clocks.actions.starting import said_of, told
from linli.core.clocks.models import Clock
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import Actor, Refused
from linli.lib.limits import Limit

PAUSE = "clocks.pause"


class NotRunning(Exception):
    """There is no running clock of this name."""

    def __init__(self) -> None:
        super().__init__(_("这个时限没有在计时。请刷新页面看最新情况。"))


class Paused(Exception):
    """The clock is paused already."""

    def __init__(self) -> None:
        super().__init__(_("这个时限已经暂停。要改预计恢复的时间，请先恢复再暂停。"))


class NotPaused(Exception):
    """The clock is not paused, so it cannot go on."""

    def __init__(self) -> None:
        super().__init__(_("这个时限没有暂停，不需要恢复。"))


class PauseEndsBefore(Exception):
    """A pause must end later than it begins."""

    def __init__(self) -> None:
        super().__init__(_("预计恢复的时间要晚于现在。"))


@transaction.atomic
def pause(
    matter: Matter,
    name: str,
    *,
    reason: str,
    now: datetime,
    actor: Actor,
    until: datetime | None = None,
    unit_id: UUID | None = None,
    task_id: UUID | None = None,
    step: str = "",
) -> Clock:
    """Pause a clock for a reason that the law allows (a hearing, an appraisal). Needs clocks.pause.

    `until`: when it is expected to go on; somebody is reminded then. Where none can be told it is reviewed after as long
    as the clock's own limit. Raises Refused, NotRunning, Paused, PauseEndsBefore.
    """
    clock = _locked(matter, name, actor, unit_id, task_id)
    if clock.paused_at is not None:
        raise Paused
    calendar = calendars.calendar(clock.calendar)
    review = until or evaluate.due(clock.limit, calendar, now, ()).at
    if review <= now:
        raise PauseEndsBefore
    before = clock.due_at
    _do(clock, "pause", now=now, until=review.isoformat(), reason=reason)
    return _tell(matter, clock, "clocks.paused", before, now, actor, step, until=told(review), reason=reason)


@transaction.atomic
def resume(
    matter: Matter,
    name: str,
    *,
    now: datetime,
    actor: Actor,
    reason: str = "",
    unit_id: UUID | None = None,
    task_id: UUID | None = None,
    step: str = "",
) -> Clock:
    """Let a paused clock go on. Needs clocks.pause. Raises Refused, NotRunning, NotPaused."""
    clock = _locked(matter, name, actor, unit_id, task_id)
    if clock.paused_at is None:
        raise NotPaused
    before = clock.due_at
    _do(clock, "resume", now=now, reason=reason)
    return _tell(matter, clock, "clocks.resumed", before, now, actor, step, reason=reason)


@transaction.atomic
def extend(
    matter: Matter,
    name: str,
    *,
    by: Limit,
    reason: str,
    now: datetime,
    actor: Actor,
    unit_id: UUID | None = None,
    task_id: UUID | None = None,
    step: str = "",
) -> Clock:
    """Give a clock more time, by the rule that `by.source` names. Needs clocks.pause. Raises Refused, NotRunning."""
    clock = _locked(matter, name, actor, unit_id, task_id)
    before = clock.due_at
    said = {"amount": by.amount, "unit": by.unit, "source": by.source, "reason": reason}
    _do(clock, "extend", now=now, **said)
    return _tell(
        matter, clock, "clocks.extended", before, now, actor, step, by=str(by), rule=by.source, reason=reason
    )


def _locked(matter: Matter, name: str, actor: Actor, unit_id: UUID | None, task_id: UUID | None) -> Clock:
    """Return the clock, locked, if the actor may decide on its time and the matter is theirs to see."""
    if not actor.may(PAUSE) or not Matter.objects.visible_to(actor).filter(id=matter.id).exists():
        raise Refused(PAUSE)
    lock_matter(matter.id)
    clocks = Clock.objects.select_for_update().filter(
        matter=matter, name=name, task_id=task_id, stopped_at=None
    )
    clock = (clocks.filter(unit_id=unit_id) if unit_id else clocks).order_by("-started_at").first()
    if clock is None:
        raise NotRunning
    return clock


def _do(clock: Clock, kind: str, *, now: datetime, **said: Any) -> None:
    clock.acts = [*clock.acts, {"kind": kind, "at": now.isoformat(), **said}]
    settle(clock, calendars.calendar(clock.calendar), now=now)
    clock.save(update_fields=STORED)


def _tell(
    matter: Matter,
    clock: Clock,
    verb: str,
    before: datetime,
    now: datetime,
    actor: Actor,
    step: str,
    **said: Any,
) -> Clock:
    body = {**said_of(clock), "before": told(before), "after": told(clock.due_at), **said}
    unit_id = actor.grants[0].unit_id if actor.grants else clock.unit_id
    ledger.record(matter.id, verb, actor=actor, now=now, step=step, body=body, unit_id=unit_id)
    _settle_matter(matter)
    return clock


def _settle_matter(matter: Matter) -> None:
    follow_clocks(matter.id)
    matter.refresh_from_db(fields=["due_at"])
