"""Take a step: permission, state, guard and questions are checked here, for every door alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.core.clocks import actions as clocks
from linli.core.matters import ledger
from linli.core.matters.models import Draft, Entry, Matter
from linli.core.matters.querysets import MatterQuerySet
from linli.core.procedures import guards, shelf
from linli.core.procedures.answers import settle
from linli.core.procedures.procedure import RESIDENT, SYSTEM, Procedure, Step
from linli.core.procedures.reach import reaches
from linli.ground.people.actor import Actor, Refused, resident
from linli.ground.prepared import Prepared, delete_where, save_columns


class StepNotOpen(Exception):
    """The step cannot be taken now; the message says why, in the reader's language."""


class StaleMatter(Exception):
    """Somebody changed the matter since the writer read it."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(_("这件事刚刚被别人更新过，请看一眼最新情况再继续。您写的内容还在。"))
        self.matter = matter


@dataclass(frozen=True)
class Change:
    """What a step changes on the matter besides its state, and what its entry says besides the answers."""

    fields: Mapping[str, Any]
    says: Mapping[str, Any]


NOTHING = Change(fields={}, says={})
MOVED = ("state", "is_open", "version", "due_at", "closed_at", "was_late", "outcome", "unit_since")


def procedure_of(matter: Matter) -> Procedure:
    return shelf.version_of(matter.procedure, matter.procedure_version)


def open_steps(matter: Matter, *, actor: Actor, now: datetime | None = None) -> list[Step]:
    """Return the steps that `actor` may take, the likely ones first; without `now`, also those whose time is over."""
    steps = [
        step
        for step in procedure_of(matter).steps_from(matter.state)
        if _why_not(matter, step, actor, now=now) == ""
    ]
    return sorted(steps, key=lambda step: not step.likely)


def locked(matter_id: UUID, *, actor: Actor, sealed: bool = False) -> Matter:
    """Return the matter, locked for this transaction, if it is the actor's to see. Raises Refused.

    A sealed matter is refused to whoever does not say `sealed`: acts beside it would be seen by others. It is looked for
    only where no common one is found, so that common ones cost nothing more.
    """
    found = _look(matter_id, actor)
    if not found and sealed:
        found = list(_locking(Matter.objects.visible_to(actor, sealed=True)).filter(id=matter_id))
    if not found:
        raise Refused
    return found[0]


def _look(matter_id: UUID, actor: Actor) -> list[Matter]:
    """Return the matter, locked, if it is a common one that the actor may see: one query, composed once for each actor."""
    if actor.kind != "resident":
        return _looks_of(actor)(matter_id)
    if actor.contact_index:
        return list(_locking(Matter.objects.visible_to(actor)).filter(id=matter_id))
    return _own(matter_id) if matter_id in actor.matter_ids else []


def _locking(matters: MatterQuerySet[Matter]) -> QuerySet[Matter]:
    return matters.select_related("unit", "category").select_for_update(of=("self",))


@lru_cache(maxsize=200)
def _looks_of(actor: Actor) -> Prepared[Matter]:
    return Prepared(lambda matter_id: _locking(Matter.objects.visible_to(actor)).filter(id=matter_id))


_own = Prepared(
    lambda matter_id: _locking(Matter.objects.visible_to(resident([matter_id]))).filter(id=matter_id)
)


def locked_all(matter_ids: Iterable[UUID], *, actor: Actor) -> list[Matter]:
    """Return those of the matters that are the actor's to see, locked in the order of their keys. One query."""
    return list(_locking(Matter.objects.visible_to(actor)).filter(id__in=set(matter_ids)).order_by("id"))


class How(TypedDict, total=False):
    """How a step is taken, where it is not taken as it stands.

    `answers`: to what the step asks, by name. `version`: what the writer had read; None where nothing was shown before.
    `change`: what else it does to the matter. `happened_at`: when, where that was before now.
    """

    answers: Mapping[str, Any] | None
    version: int | None
    change: Change
    happened_at: datetime | None


@transaction.atomic
def take_step(matter_id: UUID, name: str, *, actor: Actor, now: datetime, **how: Unpack[How]) -> Entry:
    """Take step `name` of the matter's procedure and return its entry.

    Raises Refused (not the actor's to do or see), StaleMatter, StepNotOpen, answers.AnswersWrong. Nothing is written
    unless everything is.
    """
    return step_on(locked(matter_id, actor=actor, sealed=True), name, actor=actor, now=now, **how)


def step_on(
    matter: Matter,
    name: str,
    *,
    actor: Actor,
    now: datetime,
    answers: Mapping[str, Any] | None = None,
    version: int | None = None,
    change: Change = NOTHING,
    happened_at: datetime | None = None,
) -> Entry:
    """Take the step on a matter that the caller got from `locked`, in the caller's transaction, and return its entry.

    Afterwards `matter` is as the step left it. Raises what `take_step` raises, before anything is written.
    """
    procedure = procedure_of(matter)
    step = procedure.steps.get(name)
    if step is None or not _is_for(step, matter, actor):
        raise Refused(name)
    if version is not None and version != matter.version:
        raise StaleMatter(matter)
    if why := _why_not(matter, step, actor, now=now):
        raise StepNotOpen(why)
    said = settle(step, answers or {})
    happening = ledger.Happening(
        step.verb,
        {"from": matter.state, "to": step.to or matter.state, **said, **change.says},
        step.name,
        actor.acting_for(matter.unit_id),
        happened_at,
    )
    put(change, matter, now=now)
    starts = [procedure.clocks[clock] for clock in step.starts]
    turned = clocks.turn(matter, stops=step.stops, starts=starts, now=now, step=step.name)
    move(matter, procedure, step, was_late=turned.was_late, now=now)
    save_columns(matter, {*MOVED, *change.fields})
    entries = ledger.record_all(matter.id, [happening, *turned.happenings], actor=actor, now=now)
    if actor.staff_id:
        delete_where(Draft, matter=matter.id, staff=actor.staff_id, step=step.name)
    return entries[0]


def _why_not(matter: Matter, step: Step, actor: Actor, *, now: datetime | None) -> str:
    """Return why the step is not open, as a sentence; empty when it is. Assumes the matter may be seen."""
    if not _is_for(step, matter, actor):
        return _("您没有做这一步的权限。")
    if matter.state not in step.sources:
        label = procedure_of(matter).states[matter.state].label
        return _("现在是“%(state)s”，不能%(step)s。") % {"state": label, "step": step.label}
    if step.once and Entry.objects.filter(subject=matter.id, step=step.name).exists():
        return _("“%(step)s”只能做一次，已经做过了。") % {"step": step.label}
    reasons = (guards.why_not(name, matter, actor, now=now) for name in step.guards)
    return next((why for why in reasons if why), "")


def _is_for(step: Step, matter: Matter, actor: Actor) -> bool:
    if actor.kind == "system":
        return True
    if actor.kind == "resident":
        return RESIDENT in step.who
    return any(reaches(actor, who, matter) for who in step.who if who not in (RESIDENT, SYSTEM))


def put(change: Change, matter: Matter, *, now: datetime) -> None:
    """Put what a step changes on the matter, unsaved; a unit that gets it has it from now on."""
    for field, value in change.fields.items():
        setattr(matter, field, value)
    if "unit" in change.fields:
        matter.unit_since = now


def move(matter: Matter, procedure: Procedure, step: Step, *, was_late: bool, now: datetime) -> None:
    """Move the matter to its next state, unsaved; it is late once a clock of its own was stopped too late."""
    was_open = matter.is_open
    matter.state = step.to or matter.state
    matter.is_open = procedure.states[matter.state].is_open
    matter.was_late = True if was_late else matter.was_late
    matter.version += 1
    if was_open and not matter.is_open:
        matter.closed_at, matter.was_late = now, bool(matter.was_late)
    elif matter.is_open and not was_open:
        matter.closed_at, matter.outcome = None, ""
