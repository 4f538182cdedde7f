"""A matter in the parts of a page: facts, clocks with their reasons, what happened, what may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.clocks.queries import clocks_of
from linli.core.clocks.shown import drawn
from linli.core.matters.models import Matter
from linli.core.matters.telling import Told, tell
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import open_steps, procedure_of
from linli.doors.desk import queries
from linli.doors.desk.forms import step_form
from linli.doors.desk.shown.rows import where
from linli.flow.outcomes.names import OUTCOMES
from linli.ground.calendars import queries as calendars
from linli.ground.files.queries import has_thumbnail
from linli.ground.look import parts
from linli.ground.people.actor import Actor

KEYS = {
    "claim": "c",
    "dispatch": "d",
    "classify": "g",
    "assign": "a",
    "reassign": "a",
    "contact": "l",
    "note": "n",
    "ask": "q",
    "reply": "r",
    "close": "e",
    "return": "b",
    "hand_over": "h",
}
PREVIEWED = "outcomes.replied"
UNTOLD = ("clocks.started", "clocks.stopped")


@dataclass
class Typed:
    """What somebody sent with a step that could not be taken: their words and what is wrong with them."""

    step: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


NOTHING = Typed()


def facts(matter: Matter) -> list[parts.Fact]:
    """Return what is known of the matter, line by line; what is not known is left out."""
    procedure = procedure_of(matter)
    place = [matter.town.name] if matter.town else []
    known = [
        (_("编号"), matter.number),
        (
            _("环节"),
            procedure.states[matter.state].label if matter.state in procedure.states else matter.state,
        ),
        (_("办理结果"), OUTCOMES.get(matter.outcome, matter.outcome)),
        (_("类型"), _kind(matter)),
        (_("分类"), matter.category),
        (_("轻重"), matter.get_severity_display()),
        (_("来源"), matter.channel),
        (_("责任单位"), matter.unit),
        (_("首接负责"), _answerable(matter)),
        (_("经办人"), matter.handler),
        (_("转给"), matter.offered_to),
        (_("地点"), " ".join([*place, where(matter)]).strip()),
        (_("网格"), matter.cell),
    ]
    return [parts.Fact(str(name), value) for name, value in known if value]


def _answerable(matter: Matter) -> str:
    """Return who took the matter up last, while the unit that has it has not: they answer for it until then."""
    if not matter.is_open or matter.answerable_unit_id in (None, matter.unit_id):
        return ""
    who = " ".join(str(each) for each in (matter.answerable_unit, matter.answerable) if each)
    return _("%(who)s（到接手为止）") % {"who": who}


def _kind(matter: Matter) -> str:
    try:
        return str(capability.named(matter.capability).kind(matter.kind).label)
    except KeyError:
        return matter.kind


def clocks(matter: Matter, *, now: datetime) -> list[parts.Clock]:
    """Return the clocks, those that run first and the one that ends first in front of all."""
    procedure, kept = procedure_of(matter), clocks_of(matter)
    order = sorted(kept, key=lambda clock: (not clock.is_running, clock.due_at))
    by_name = {name: calendars.calendar(name) for name in {clock.calendar for clock in kept}}
    return [
        drawn(
            clock,
            name=procedure.clock_called(clock.name),
            now=now,
            calendar=by_name[clock.calendar],
            source=clock.source,
        )
        for clock in order
    ]


def happenings(matter: Matter) -> list[parts.Happening]:
    """Return what happened, the newest first. Which clock ran when, the clocks say better."""
    return [
        parts.Happening(
            at=told.at,
            title=told.title,
            who=told.who,
            text="\n".join(told.lines),
            tone="green" if told.verb in (PREVIEWED, "outcomes.closed") else "",
            internal=told.verb == "handling.noted",
        )
        for told in reversed(tell(matter, audience="staff"))
        if told.verb not in UNTOLD
    ]


def news(matter: Matter, version: int) -> list[Told]:
    """Return what was done to the matter since it had `version`, oldest first."""
    steps = [told for told in tell(matter, audience="staff") if not told.verb.startswith("clocks.")]
    count = queries.steps_since(matter, version)
    return steps[-count:] if count else []


def buttons(matter: Matter, actor: Actor, *, typed: Typed = NOTHING, now: datetime) -> list[parts.StepButton]:
    """Return the steps that are open to the actor now. A form is made here only where something was typed into it; the
    others are fetched when they are unfolded.
    """
    drafts = queries.drafts_of(matter, actor)
    shown = []
    for step in open_steps(matter, actor=actor, now=now):
        kept = drafts[step.name].answers if step.name in drafts else {}
        is_open = typed.step == step.name or (not typed.step and any(kept.values()))
        shown.append(_button(matter, step, typed, kept, now) if is_open else _folded(matter, step))
    return shown


def button(matter: Matter, actor: Actor, name: str, *, now: datetime) -> parts.StepButton | None:
    """Return one open step with its questions; None where it is not open to the actor."""
    step = next((each for each in open_steps(matter, actor=actor, now=now) if each.name == name), None)
    return _button(matter, step, NOTHING, {}, now) if step else None


def _folded(matter: Matter, step: Step) -> parts.StepButton:
    address = [matter.number, step.name]
    return parts.StepButton(
        name=step.name,
        label=str(step.label),
        url=reverse("desk:step", args=address),
        likely=step.likely,
        form_url=reverse("desk:form", args=address) if step.asks else "",
        version=matter.version,
        key=KEYS.get(step.name, ""),
    )


def _button(
    matter: Matter, step: Step, typed: Typed, kept: Mapping[str, Any], now: datetime
) -> parts.StepButton:
    """Return a step with its form, unfolded."""
    form = step_form(
        matter,
        step,
        typed.said if typed.step == step.name and typed.said else kept,
        on=timezone.localdate(now),
    )
    if form and typed.step == step.name and typed.errors:
        form.refuse(typed.said, typed.errors)
    address = [matter.number, step.name]
    return parts.StepButton(
        name=step.name,
        label=str(step.label),
        url=reverse("desk:step", args=address),
        likely=step.likely,
        form=form,
        version=matter.version,
        opened=True,
        draft_url=reverse("desk:draft", args=address) if form else "",
        key=KEYS.get(step.name, ""),
        submit=_("先看一看居民会看到什么") if step.verb == PREVIEWED else "",
    )


def photos(matter: Matter) -> list[tuple[str, str, str, bool]]:
    """Return (address of the small picture, of the file, name, whether it is a picture) of each file."""
    found = []
    for attachment in queries.attachments_of(matter):
        address = reverse("desk:file", args=[matter.number, attachment.id])
        found.append((f"{address}?small", address, attachment.name, has_thumbnail(attachment.file)))
    return found
