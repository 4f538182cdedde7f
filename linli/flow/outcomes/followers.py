"""A resident who is not satisfied a second time is heard by whoever leads the centre."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.models import Entry
from linli.core.procedures.taking import locked
from linli.flow.handling.alerts.actions import alert_lead, settle_alerts
from linli.flow.outcomes import story as stories
from linli.flow.outcomes.story import stories_of, story_of
from linli.ground.people.actor import SYSTEM
from linli.ground.people.queries import duty_unit

KIND = "outcomes.referred"


@ledger.follow_many("outcomes.rated", "outcomes.visited", name="outcomes.refer")
def refer_what_dissatisfies_again(entries: Sequence[Entry], *, now: datetime) -> None:
    """Only a dissatisfied word can bring a matter there; most are none, and need no lock."""
    of_these = {entry.subject for entry in entries}
    for matter_id, story in stories_of(of_these).items():
        if story.reworks and story.word is not None and story.word.is_dissatisfied:
            refer(matter_id, now=now)


@ledger.follow_many("outcomes.explained", "outcomes.reopened", name="outcomes.decide")
def settle_what_was_decided(entries: Sequence[Entry], *, now: datetime) -> None:
    for matter_id in dict.fromkeys(entry.subject for entry in entries):
        settle_alerts(matter_id, kind=KIND, now=now)


@transaction.atomic
def refer(matter_id: UUID, *, now: datetime) -> bool:
    """Bring a matter before whoever leads the centre, if it was handled again and its resident is still not satisfied.

    Once for each second handling: idempotent. Returns whether it was brought now.
    """
    matter = locked(matter_id, actor=SYSTEM)
    story = story_of(matter)
    word = story.word
    brought = any(said.verb in (stories.REFERRED, stories.EXPLAINED) for said in story.round)
    if not story.reworks or word is None or not word.is_dissatisfied or brought:
        return False
    body = {"solved": word.solved, "satisfied": word.satisfied}
    entry = ledger.record(matter.id, stories.REFERRED, actor=SYSTEM, now=now, body=body)
    centre = duty_unit(on=timezone.localdate(now))
    says = {"title": matter.title}
    alert_lead(matter.id, unit=centre, kind=KIND, key=f"{KIND}:{entry.id}", says=says, now=now)
    return True
