"""Which answers somebody other than their writer verifies, and why."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils import timezone

from linli.core.matters.models import Matter
from linli.core.registers.provisions import provision
from linli.flow.outcomes import story as stories
from linli.flow.outcomes.evidence.conditions import conditions_of
from linli.flow.outcomes.evidence.models import Need, VerificationRule
from linli.flow.outcomes.sampling import LOTS, lot_of
from linli.flow.outcomes.scoped import fitting
from linli.flow.outcomes.story import Story, story_of

PURPOSE = "verification"
Why = Literal["", "on_site", "sampled", "again"]


@dataclass(frozen=True)
class Demand:
    """Whether a matter must be verified: `why` not ("" = it need not), the lot that it drew and the share that is drawn."""

    why: Why
    lot: int
    percent: int


def demand_of(matter: Matter) -> Demand:
    """Return whether the present answer must be verified before the matter closes: where its category asks for a look on
    the spot, where it failed before, else by lot. By the rules in force on the day the matter came in.
    """
    on = timezone.localdate(matter.received_at)
    rules = fitting(VerificationRule, matter, on=on)
    percent = rules[0].percent if rules else provision("evidence.verified", on=on)
    lot = lot_of(matter.id, PURPOSE)
    began = story_of(matter).began
    why: Why = "sampled" if lot < percent * LOTS // 100 else ""
    if began is not None and began.verb == stories.REFUTED:
        why = "again"
    if any(condition.needs == Need.ON_SITE_CHECK for condition in conditions_of(matter)):
        why = "on_site"
    return Demand(why, lot, percent)


def own_hands(matter: Matter, story: Story) -> frozenset[UUID]:
    """Return who may not verify: whoever has the matter, answered it or had it before."""
    answered = {said.actor_id for said in story.of(stories.REPLIED) if said.actor_id}
    return frozenset(answered | story.former_hands | ({matter.handler_id} if matter.handler_id else set()))
