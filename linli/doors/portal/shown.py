"""A matter in the parts of a page: its clocks, its way through the procedure, what happened, what may be done."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of
from linli.core.clocks.shown import drawn
from linli.core.matters.models import Attachment, Matter
from linli.core.matters.telling import tell
from linli.core.procedures.procedure import Procedure, Step
from linli.core.procedures.taking import open_steps
from linli.doors.portal import queries
from linli.doors.portal.forms import SaidForm, step_form
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit

ANSWER = "outcomes.replied"
ENDINGS = (ANSWER, "outcomes.closed")


def clock_part(clock: Clock, procedure: Procedure, *, now: datetime, opened: bool = False) -> parts.Clock:
    return drawn(clock, name=procedure.clock_called(clock.name), now=now, opened=opened)


def clock_parts(
    matter: Matter, procedure: Procedure, *, now: datetime
) -> tuple[list[parts.Clock], list[parts.Clock]]:
    """Return the limits of the matter that run, with the last that an answer ended; and those of the unit that has it."""
    clocks = clocks_of(matter)
    whole = [clock for clock in clocks if clock.level == "matter"]
    running = sorted((clock for clock in whole if clock.is_running), key=lambda clock: clock.due_at)
    answered = [clock for clock in whole if not clock.is_running and clock.name in ended_by_answer(procedure)]
    units = [clock for clock in clocks if clock.level == "unit" and clock.is_running]
    return [clock_part(one, procedure, now=now) for one in (*running, *answered[-1:])], [
        clock_part(one, procedure, now=now) for one in units
    ]


def ended_by_answer(procedure: Procedure) -> set[str]:
    """Return the clocks that an answer to the resident stops."""
    return {name for step in procedure.steps.values() if step.verb == ANSWER for name in step.stops}


def stages(matter: Matter, procedure: Procedure) -> list[parts.Stage]:
    """Return the way of the matter: where it was, where it is with what that means, and where it should still go."""
    order = list(procedure.states)
    been = [name for name in queries.visited(matter) if name in order]
    done = [name for name in dict.fromkeys(been) if order.index(name) < order.index(matter.state)]
    state = procedure.states[matter.state]
    way = [parts.Stage(name, str(procedure.states[name].label), "done") for name in done]
    way.append(parts.Stage(state.name, str(state.label), "here", str(state.explained)))
    way += [parts.Stage(name, str(procedure.states[name].label)) for name in ahead(procedure, matter.state)]
    return way


def ahead(procedure: Procedure, state: str) -> list[str]:
    """Return the states that lie ahead on the likely way: the likely or first onward step of each, until closed."""
    order = list(procedure.states)
    way: list[str] = []
    while procedure.states[state].is_open:
        onward = [
            step
            for step in procedure.steps_from(state)
            if step.to and step.to != state and order.index(step.to) > order.index(state) and is_ours(step)
        ]
        waiting = [step for step in onward if procedure.states[step.to].awaits_resident]
        going = [step for step in onward if step not in waiting] or onward
        if not going:
            return way
        state = min(going, key=lambda step: order.index(step.to)).to
        way.append(state)
    return way


def is_ours(step: Step) -> bool:
    """Tell whether the centre takes the step: what only a resident may do is nothing to expect."""
    return any(who != "resident" for who in step.who)


def happenings(matter: Matter, key: bytes = b"") -> list[parts.Happening]:
    """Return what happened; `key`: of a sealed matter that this browser has open."""
    return [
        parts.Happening(
            at=told.at,
            title=told.title,
            who=told.who,
            text="\n".join(told.lines),
            tone="green" if told.verb in ENDINGS else "",
        )
        for told in tell(matter, audience="resident", key=key)
    ]


def place_of(matter: Matter) -> str:
    """Return where it is, as far as it was told."""
    known = matter.cell.name if matter.cell else matter.village.name if matter.village else ""
    return " · ".join(part for part in (known, matter.place) if part)


def answering(matter: Matter) -> Unit | None:
    """Return the unit that took the matter up last, while the one that has it now has not: it answers until then."""
    if matter.handler_id is not None or matter.answerable_unit_id == matter.unit_id:
        return None
    return matter.answerable_unit


def photos(matter: Matter) -> list[tuple[str, str]]:
    """Return (address of the small picture, address of the large one) of each photo."""
    files = queries.attachments_of(matter).filter(role="photo", file__kind__startswith="image/")
    return [(f"{large}?small", large) for large in map(photo_url, files)]


def photo_url(attachment: Attachment) -> str:
    return reverse("portal:photo", args=[attachment.matter.number, attachment.id])


def buttons(
    matter: Matter,
    actor: Actor,
    *,
    said: Mapping[str, SaidForm] | None = None,
) -> list[parts.StepButton]:
    """Return the steps that are open to the resident; `said` holds forms that came back with errors."""
    said = said or {}
    return [
        parts.StepButton(
            name=step.name,
            label=str(step.label),
            url=reverse("portal:step", args=[matter.number, step.name]),
            likely=step.likely,
            hint="" if step.asks else _("确定吗？"),
            form=said.get(step.name) or step_form(step),
            version=matter.version,
            opened=step.name in said,
            submit=_("确定%(step)s") % {"step": step.label} if step.asks else "",
        )
        for step in open_steps(matter, actor=actor)
    ]
