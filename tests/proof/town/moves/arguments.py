"""What an act is told, drawn by the names of its arguments: a new act of a room takes part by itself.

`Nothing` is raised where there is no row to act on; `Unknown` where nobody has said how an argument is drawn.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from inspect import Parameter
from typing import Any

from django.apps import apps
from django.db.models import Model

from linli.core.matters.models import Matter
from linli.flow.handling.meetings.actions.planning import Put
from linli.flow.handling.timing import grounds as timing_grounds
from linli.flow.handling.timing.actions import Wish
from linli.flow.outcomes.exclusions import grounds as exclusion_grounds
from linli.flow.outcomes.letters import kinds
from linli.flow.outcomes.rights import grounds as rights_grounds
from linli.ground.people.models import Post

from ..county import CHINA
from ..town import Town
from .words import sentence


class Nothing(Exception):
    """There is nothing in the town to which this could be done now."""


class Unknown(Exception):
    """An argument that nobody has said how to draw."""


# Rows by the argument that names them; the same name in another room is another row.
ROWS = {
    "alert_id": "alerts.Alert",
    "task_id": "joint.Task",
    "link_id": "links.Link",
    "meeting_id": "meetings.Meeting",
    "item_id": "meetings.AgendaItem",
    "supervision_id": "supervision.Supervision",
    "mark_id": "supervision.Mark",
    "commitment_id": "commitments.Commitment",
    "renews": "commitments.Commitment",
    "milestone_id": "commitments.Milestone",
    "exclusion_id": "exclusions.Exclusion",
    "letter_id": "letters.Letter",
    "visit_id": "visits.Visit",
    "attachment_id": "matters.Attachment",
    "duty_id": "petitions.CarryingOut",
    "timing request_id": "timing.TimeRequest",
    "rights request_id": "rights.RightsRequest",
}
MATTERS = ("matter_id", "source_id", "target_id", "lead_id", "earlier_id")
CODES: dict[str, tuple[str, ...]] = {
    "severity": ("", "small", "large", "urgent", "hard"),
    "outcome": ("solved", "partly", "not_solved", "not_ours"),
    "solved": ("yes", "partly", "no"),
    "satisfied": ("yes", "fair", "no"),
    "relation": ("duplicate_of", "same_event", "follow_up", "recurring", "related"),
    "trigger": ("leader", "overdue", "not_solved", "bad_effect", "escalated"),
    "level": ("centre", "leader", "upper"),
    "finding": ("done", "partly", "false_closing"),
    "right": ("copy", "portable", "explain", "correct", "erase", "erase"),
    "who": ("self", "agent", "guardian", "heir"),
    "way": ("phone", "person", "message"),
    "why": ("no_answer", "off", "wrong_number"),
    "letters how": ("hand", "post", "portal", "read"),
    "how": ("on_spot", "phone", "photo"),
    "meetings kind": ("conference", "regular"),
    "clock_name": (
        "dispatch",
        "sign_for",
        "contact",
        "reply",
        "rework",
        "handle",
        "register",
        "tell",
        "study",
    ),
    "name": ("王小满", "李四", ""),
    "timing ground": tuple(timing_grounds.every()),
    "exclusions ground": tuple(exclusion_grounds.every()),
    "rights ground": tuple(rights_grounds.every()),
}


def drawn(town: Town, room: str, parameter: Parameter, matter: Matter) -> Any:
    """Draw one argument of an act of `room` about `matter`. Raises Nothing, Unknown."""
    name = parameter.name
    if name in MATTERS:
        return matter.id if name in ("matter_id", "source_id", "earlier_id") else _another(town).id
    for key in (f"{room} {name}", name):
        if key in ROWS:
            return _row(town, apps.get_model(ROWS[key]), matter, optional=parameter.default is None)
        if key in CODES:
            return town.dice.choice(CODES[key])
        if key in OTHERS:
            return OTHERS[key](town, matter)
    if (draw := PLAIN.get(_kind(parameter))) is not None:
        return draw(town)
    raise Unknown(f"{room}: {name}: {parameter.annotation}")


def _kind(parameter: Parameter) -> str:
    text = getattr(parameter.annotation, "__name__", None) or str(parameter.annotation)
    return str(parameter.annotation) if "|" in str(parameter.annotation) else text


def _another(town: Town) -> Matter:
    if (found := town.matter()) is None:
        raise Nothing
    return found


def _row(town: Town, model: type[Model], matter: Matter, *, optional: bool) -> Any:
    """Draw a row, one of the latest; where none is needed, none more often than not."""
    if optional and town.dice.random() < 0.7:
        return None
    ids = list(model._base_manager.order_by("-id").values_list("pk", flat=True)[:12])
    if not ids:
        if optional:
            return None
        raise Nothing
    return town.dice.choice(ids)


def _wish(town: Town, matter: Matter) -> Wish:
    dice, until = town.dice, town.now + timedelta(days=town.dice.randrange(-1, 25))
    kind = dice.choice(["extend", "pause"])
    ground = dice.choice(list(timing_grounds.every()))
    return Wish(kind, sentence(dice), sentence(dice), amount=dice.randint(1, 12), ground=ground, until=until)


def _units(town: Town, matter: Matter) -> list[Any]:
    return [one.id for one in town.dice.sample(town.county.units, town.dice.randint(1, 2))]


def _put(town: Town, matter: Matter) -> Put:
    return Put(matter.id, why=sentence(town.dice))


OTHERS: Mapping[str, Callable[[Town, Matter], Any]] = {
    "wish": _wish,
    "unit_ids": _units,
    "unit_id": lambda town, matter: town.dice.choice(town.county.units).id,
    "addressee_id": lambda town, matter: town.dice.choice([matter.unit, *town.county.units]).id,
    "staff_id": lambda town, matter: town.dice.choice(town.county.staff).id,
    "chair_id": lambda town, matter: None,
    "category_id": lambda town, matter: town.dice.choice(town.county.categories).id,
    "post_id": lambda town, matter: town.dice.choice(list(Post.objects.order_by("id"))).id,
    "ids": lambda town, matter: [_another(town).id for _n in range(2)],
    "put": _put,
    "items": lambda town, matter: [_put(town, matter)],
    "attended": lambda town, matter: {one.id: "负责人" for one in town.county.units},
    "fields": lambda town, matter: {},
    "changes": lambda town, matter: {town.dice.choice(["title", "text", "place"]): sentence(town.dice)},
    "letters kind": lambda town, matter: town.dice.choice(kinds.every()).code,
    "lesson": lambda town, matter: "",
    "files": lambda town, matter: (),
    "milestones": lambda town, matter: (),
    "about": lambda town, matter: None,
    "cause": lambda town, matter: None,
    "effective": lambda town, matter: town.dice.choice([1, 2, 3, None]),
}


def _moment(town: Town) -> datetime:
    return town.now + timedelta(hours=town.dice.randrange(-30, 400))


def _day(town: Town) -> date:
    return datetime.combine(_moment(town), time(), CHINA).date()


def _maybe(draw: Callable[[Town], Any]) -> Callable[[Town], Any]:
    return lambda town: draw(town) if town.dice.random() < 0.7 else None


PLAIN: dict[str, Callable[[Town], Any]] = {
    "str": lambda town: sentence(town.dice) if town.dice.random() < 0.93 else "",
    "bool": lambda town: town.dice.random() < 0.5,
    "int": lambda town: town.dice.randint(1, 3),
    "int | None": lambda town: None,
    "date": _day,
    "datetime": _moment,
    "datetime.date | None": _maybe(_day),
    "datetime.datetime | None": _maybe(_moment),
}
