"""Keep visits and endings true to the ledger: each look starts from how the matter stands now, so it may run twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core.matters.copying import insert_many
from linli.core.matters.models import Matter, Party
from linli.core.procedures.obligations import window_ends
from linli.core.procedures.taking import locked_all
from linli.core.registers.provisions import provision
from linli.flow.outcomes import story as stories
from linli.flow.outcomes.evidence.conditions import conditions_of
from linli.flow.outcomes.evidence.models import Need
from linli.flow.outcomes.sampling import LOTS, lot_of
from linli.flow.outcomes.scoped import fitting
from linli.flow.outcomes.story import Said, read_ahead, story_of
from linli.flow.outcomes.visits.inviting import invite
from linli.flow.outcomes.visits.models import Ending, State, Visit, VisitRule, Way
from linli.ground.people.actor import SYSTEM
from linli.lib.identifiers import uuid7

PURPOSE = "visit"


@transaction.atomic
def keep(matter_ids: Sequence[UUID], *, now: datetime) -> None:
    """Bring visits and endings of these matters to what their ledger says."""
    matters = locked_all(matter_ids, actor=SYSTEM)
    read_ahead(matters)
    _keep_endings([_ending(matter) for matter in matters])
    waiting: dict[UUID, list[Visit]] = defaultdict(list)
    for visit in Visit.objects.filter(matter__in=matters, standing=State.WAITING):
        waiting[visit.matter_id].append(visit)
    known = _Known(matters)
    asked: list[tuple[Visit, str]] = []
    for matter in matters:
        _end_visits(matter, waiting[matter.id], now=now)
        asked += _asked(matter, known, now=now)
    insert_many([visit for visit, _way in asked])
    for visit, way in asked:
        if way == Way.MESSAGE and visit.standing == State.WAITING:
            invite(visit.id, actor=SYSTEM, now=now)


class _Known:
    """What asking needs to know of several matters: after which entries they were asked, and whose resident can be reached."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        ended = [said.id for matter in matters for said in _endings_of(matter)]
        self.asked_after = set(Visit.objects.filter(ending__in=ended).values_list("ending", flat=True))
        left = Party.objects.filter(matter__in=matters).exclude(contact_index="")
        self.reachable = set(left.values_list("matter_id", flat=True))


def _keep_endings(endings: Sequence[Ending]) -> None:
    columns = [field.name for field in Ending._meta.concrete_fields if not field.primary_key]
    Ending.objects.bulk_create(
        endings, update_conflicts=True, unique_fields=["matter"], update_fields=columns, batch_size=100
    )


def _ending(matter: Matter) -> Ending:
    story = story_of(matter)
    closings = [said for said in story.round if said.verb == stories.CLOSED] if not matter.is_open else []
    closing = closings[-1] if closings else None
    word = story.word
    latest = story.of(stories.REFERRED, stories.EXPLAINED, *stories.BEGINNING)
    return Ending(
        matter=matter,
        outcome=matter.outcome if closing else "",
        closing=closing.id if closing else None,
        closed_at=closing.at if closing else None,
        solved=word.solved if word else "",
        satisfied=word.satisfied if word else "",
        said_at=word.at if word else None,
        is_own=word.own if word else True,
        is_referred=bool(latest) and latest[-1].verb == stories.REFERRED,
    )


def _end_visits(matter: Matter, waiting: Sequence[Visit], *, now: datetime) -> None:
    """End the visits that nobody needs: the matter is handled again or withdrawn, or its resident rated by themselves."""
    story = story_of(matter)
    asking = _asking(matter)
    for visit in waiting:
        if asking is None or (asking.id != visit.ending and not _has_word_ahead(visit, matter)):
            visit.standing = State.VOID
        elif story.word is not None and story.word.own and not visit.is_sampled:
            visit.standing = State.NOT_NEEDED
        else:
            continue
        visit.done_at = now
        visit.save(update_fields=["standing", "done_at"])


def _has_word_ahead(visit: Visit, matter: Matter) -> bool:
    """Tell whether the visit was asked for by the answer of this very round: its closing asks for no second one."""
    reply = story_of(matter).reply
    return reply is not None and reply.id == visit.ending


def _asking(matter: Matter) -> Said | None:
    """Return the entry after which the resident is to be asked: the closing; where their word is a condition of closing,
    the answer.
    """
    story = story_of(matter)
    if matter.is_open:
        wants_word = any(condition.needs == Need.RESIDENT_CONFIRMS for condition in conditions_of(matter))
        return story.reply if wants_word else None
    return next((said for said in reversed(story.round) if said.verb == stories.CLOSED), None)


def _endings_of(matter: Matter) -> list[Said]:
    return [said for said in story_of(matter).round if said.verb in (stories.REPLIED, stories.CLOSED)]


def _asked(matter: Matter, known: _Known, *, now: datetime) -> Iterator[tuple[Visit, str]]:
    """Yield the visit that is to be made now, unsaved, and how the resident is asked; nothing where they were asked before."""
    asking, word = _asking(matter), story_of(matter).word
    if asking is None or any(said.id in known.asked_after for said in _endings_of(matter)):
        return
    visit, way = _planned(matter, asking)
    if visit is None:
        return
    if word is not None and word.own and not visit.is_sampled:
        visit.standing, visit.done_at = State.NOT_NEEDED, now
    elif matter.id not in known.reachable:
        visit.standing, visit.done_at = State.NO_CONTACT, now
    yield visit, way


def _planned(matter: Matter, asking: Said) -> tuple[Visit | None, str]:
    """Return the visit that the rules want after `asking`, unsaved, and how; None where the lot fell otherwise."""
    on = timezone.localdate(matter.received_at)
    rules = fitting(VisitRule, matter, on=on)
    if rules:
        sampled, unrated, way = rules[0].percent, rules[0].unrated, rules[0].way
    else:
        sampled, unrated, way = provision("visits.sampled", on=on), provision("visits.unrated", on=on), ""
    lot = lot_of(matter.id, PURPOSE)
    is_condition = asking.verb == stories.REPLIED
    is_sampled = is_condition or lot < sampled * LOTS // 100
    if not is_sampled and LOTS - 1 - lot >= unrated * LOTS // 100:
        return None, way
    ready = asking.at if is_sampled else window_ends(matter, "rating", since=asking.at)
    visit = Visit(
        id=uuid7(),
        matter=matter,
        ending=asking.id,
        is_sampled=is_sampled,
        lot=lot,
        asked_at=asking.at,
        ready_at=ready,
        due_at=window_ends(matter, "visit", since=asking.at),
    )
    return visit, way
