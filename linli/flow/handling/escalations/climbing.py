"""Climb the ladder: what a firing of a clock asks for, each once, a whole batch of firings with a few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import rule_of
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.actions import escalate
from linli.flow.handling.alerts.actions import made
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import LEAD, TAKE_UP, lead_of
from linli.flow.handling.escalations.models import Act, Rung
from linli.ground.people.actor import SYSTEM, Refused
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept

log = structlog.get_logger("linli.escalations")


@dataclass(frozen=True)
class Fired:
    """A step of a clock that was fired, the matter as it stands now, and the lines of the ladder that speak of it."""

    entry: Entry
    matter: Matter
    rungs: Sequence[Rung]
    says: Mapping[str, Any]


def climb(entries: Iterable[Entry], *, now: datetime) -> None:
    """Do what the ladder says for these firings. Doing it twice is doing it once."""
    fired, whom = _fired(list(entries), now=now), Whom(timezone.localdate(now))
    Alert.objects.bulk_create(
        (_call(each, rung, whom, now=now) for each in fired for rung in each.rungs if rung.act != Act.UP),
        ignore_conflicts=True,
        batch_size=500,
    )
    for each in fired:
        if any(rung.act == Act.UP for rung in each.rungs):
            _send_up(each, now=now)


def _fired(entries: Sequence[Entry], *, now: datetime) -> list[Fired]:
    """Return the firings that still matter: the clock runs on, and so does the matter, unless it is a task's."""
    running = set(
        Clock.objects.filter(id__in=[_clock(entry) for entry in entries], stopped_at=None).values_list(
            "id", flat=True
        )
    )
    every = Matter.objects.visible_to(SYSTEM).select_related("unit")
    matters = every.in_bulk({entry.subject for entry in entries})
    lines = ladder(on=timezone.localdate(now))
    found = []
    for entry in entries:
        matter = matters.get(entry.subject)
        if matter is None or _clock(entry) not in running or not (matter.is_open or entry.body.get("task")):
            continue
        rungs = [rung for rung in lines if _fits(rung, entry, matter)]
        if rungs:
            found.append(Fired(entry, matter, rungs, _said_of(entry, matter)))
    return found


def _said_of(entry: Entry, matter: Matter) -> dict[str, Any]:
    """Return what a call says: the clock, by its label where its room still has one."""
    name = str(entry.body["clock"])
    try:
        label = rule_of(matter, name).label
    except KeyError:
        return {"clock": name}
    return {"clock": {"zh": label.zh, "en": label.en}}


def _clock(entry: Entry) -> UUID:
    return UUID(str(entry.body["id"]))


def _fits(rung: Rung, entry: Entry, matter: Matter) -> bool:
    fires, is_task = str(entry.body.get("fires", "")), bool(entry.body.get("task"))
    is_named = rung.clock == entry.body["clock"] if rung.clock or is_task else True
    moment = rung.moment in (fires, fires.partition("-")[0])
    return is_named and moment and rung.severity in ("", matter.severity)


@kept
def ladder(*, on: date) -> list[Rung]:
    """Return the lines in force on a day."""
    return list(Rung.objects.filter(valid_on(on)).order_by("clock", "moment", "act"))


class Whom:
    """Who is called on one day; each unit is looked up once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._duty: Unit | None = None
        self._leading: dict[UUID, Unit] = {}

    @property
    def duty(self) -> Unit:
        self._duty = self._duty or duty_unit(on=self.on)
        return self._duty

    def leading(self, unit_id: UUID) -> Unit:
        """Return the unit whose head is called for `unit_id`."""
        if unit_id not in self._leading:
            self._leading[unit_id] = Unit.objects.get(id=lead_of(unit_id, on=self.on))
        return self._leading[unit_id]


def _call(fired: Fired, rung: Rung, whom: Whom, *, now: datetime) -> Alert:
    """Return the call of one line, unsaved; its key is the firing's, so it can be made only once."""
    matter = fired.matter
    unit: Unit | None = matter.unit
    staff_id, permission = None, TAKE_UP
    if rung.act == Act.HANDLER and matter.handler_id:
        staff_id, unit = matter.handler_id, None
    elif rung.act == Act.HEAD:
        unit, permission = whom.leading(fired.entry.unit_id or matter.unit_id), LEAD
    elif rung.act == Act.DUTY:
        unit = whom.duty
    elif rung.act == Act.LEADER:
        unit, permission = whom.duty, LEAD
    kind, key = fired.entry.verb, f"{fired.entry.id}:{rung.id}"
    return made(matter.id, kind, key, fired.says, unit, staff_id, permission, rings=False, now=now)


def _send_up(fired: Fired, *, now: datetime) -> None:
    """Send the matter up because of this firing, if it was not, and if there is a level above."""
    cause = str(fired.entry.id)
    sent = Entry.objects.filter(subject=fired.matter.id, verb="handling.escalated", body__cause=cause)
    if sent.exists() or fired.matter.unit_id != _unit_of(fired):
        return
    reason = _("“%(clock)s”超过时限，按规则自动上报。") % {
        "clock": rule_of(fired.matter, str(fired.entry.body["clock"])).label
    }
    try:
        with transaction.atomic():
            escalate(fired.matter.id, reason=reason, actor=SYSTEM, now=now, cause=fired.entry.id)
    except (StepNotOpen, Refused, AnswersWrong) as why:
        log.info("escalations.not_sent_up", matter=str(fired.matter.id), why=str(why))


def _unit_of(fired: Fired) -> UUID:
    """Return the unit whose clock it was; a clock of the matter itself is that of whoever has it."""
    return fired.entry.unit_id or fired.matter.unit_id
