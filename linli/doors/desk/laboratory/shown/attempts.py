"""One question under one rule set: who is responsible, by which rule, and what came of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from linli.flow.routing.deciding import Decision, Question
from linli.flow.routing.laboratory.queries.trying import Answer, Outcome
from linli.ground.places.models import Area, Level

OUTCOMES: dict[Outcome, Any] = {
    "other": gettext_lazy("说的不是这一类"),
    "no_unit": gettext_lazy("没有找到单位"),
    "decides": gettext_lazy("由它定"),
    "later": gettext_lazy("轮不到"),
}


@dataclass(frozen=True)
class Side:
    name: str
    decision: Decision
    tried: list[tuple[str, str, bool]]


def question(said: Mapping[str, Any]) -> Question:
    """Return the question that a form asks."""
    area = Area.objects.filter(pk=said["place"]).first() if said.get("place") else None
    village = area if area and area.level == Level.VILLAGE else None
    town_id = village.parent_id if village else area.pk if area else None
    return Question(
        kind=said.get("kind", ""),
        severity=said["severity"],
        category_id=UUID(said["category"]) if said.get("category") else None,
        town_id=town_id,
        village_id=village.pk if village else None,
    )


def side(name: str, answer: Answer) -> Side:
    tried = [
        (one.rule.sentence, str(OUTCOMES[one.outcome]), one.outcome == "decides") for one in answer.tried
    ]
    return Side(name, answer.decision, tried)
