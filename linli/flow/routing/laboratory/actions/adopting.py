"""Take what was learned from past handling: lines into a draft, a successor into the register of units. Never by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.registers import actions as registers
from linli.core.registers import declaration
from linli.flow.routing.laboratory.actions.duties import NewLine, add_lines
from linli.flow.routing.learning.queries import proposed_duties, proposed_successors
from linli.flow.routing.models import Duty
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.ground.people.queries.dates import valid_on


class NotProposed(LookupError):
    """What was chosen is not, or no longer, proposed."""


@dataclass(frozen=True)
class Choice:
    """One proposed line as a page names it."""

    category_id: UUID
    area_id: UUID | None
    unit_id: UUID

    @classmethod
    def of(cls, text: str) -> "Choice":
        """Read what `str` wrote. Raises ValueError."""
        category, area, unit = text.split(":")
        return cls(UUID(category), UUID(area) if area else None, UUID(unit))

    def __str__(self) -> str:
        return f"{self.category_id}:{self.area_id or ''}:{self.unit_id}"


def adopt_lines(draft_id: UUID, choices: Iterable[Choice], *, on: date, actor: Actor, now: datetime) -> int:
    """Take the chosen lines into a draft, each with its support as a note; returns how many were new to it.

    A line in force about the same category and place is replaced; one that is less specific stays. Raises Refused,
    DraftClosed, AnswersWrong.
    """
    support = {
        Choice(one.category_id, one.area_id, one.unit_id): one
        for one in proposed_duties(on=on)
        if one.category_id and one.unit_id
    }
    chosen = list(choices)
    standing = _standing([one.category_id for one in chosen], on=on)
    lines = []
    for one in chosen:
        known = support.get(one)
        note = _("从表格里学到")
        if known:
            note = _("以往%(of)s件里有%(n)s件由它办") % {"of": known.of, "n": known.n}
        base = standing.get((one.category_id, one.area_id))
        lines.append(NewLine(one.category_id, one.unit_id, area_id=one.area_id, note=note, base_id=base))
    return add_lines(draft_id, lines, actor=actor, now=now)


def _standing(categories: list[UUID], *, on: date) -> dict[tuple[UUID, UUID | None], UUID]:
    """Return the lines in force about these categories themselves that speak of every severity."""
    found = Duty.objects.filter(valid_on(on), category__in=categories, severity="")
    return {(line.category_id, line.area_id): line.id for line in found.order_by("-id")}


@transaction.atomic
def accept_successor(old_id: UUID, new_id: UUID, *, on: date, actor: Actor, now: datetime) -> Unit:
    """Write that one unit has taken over from another. When the old one ends, its register says; that stays as it is.

    Raises Refused (without the right to keep units), NotProposed, ValidationError.
    """
    proposed = {(one.old_id, one.new_id) for one in proposed_successors(on=on)}
    if (old_id, new_id) not in proposed:
        raise NotProposed
    old, new = Unit.objects.get(id=old_id), Unit.objects.get(id=new_id)
    return registers.change(declaration.named("units"), old, {"successor": new}, actor=actor, now=now)
