"""How a matter is to end, as its ledger tells it: answered, verified, rated, visited, handled again.

Read once for all conditions of a page. A *round* is one handling: it begins with intake, and again when the matter is
reopened, sent to be reworked or found not done by a verification. What was shown in an earlier round proves nothing now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from linli.core.matters.models import Entry, Matter
from linli.ground.prepared import Prepared

REPLIED, VERIFIED, REFUTED = "outcomes.replied", "outcomes.verified", "outcomes.refuted"
REOPENED, RATED, VISITED = "outcomes.reopened", "outcomes.rated", "outcomes.visited"
NOT_REACHED, WAIVED, HANDS_KEPT = "outcomes.not_reached", "outcomes.waived", "outcomes.hands_kept"
REFERRED, EXPLAINED, CLOSED = "outcomes.referred", "outcomes.explained", "outcomes.closed"
CONTACTED = "handling.contacted"
BEGINNING = (REOPENED, REFUTED)
TELLING = (
    *(REPLIED, VERIFIED, REFUTED, REOPENED, RATED, VISITED, NOT_REACHED, WAIVED, HANDS_KEPT),
    *(REFERRED, EXPLAINED, CLOSED, CONTACTED),
)
DISSATISFIED = "dissatisfied"  # why a matter is handled again: its resident says so, not the centre


@dataclass(frozen=True)
class Said:
    """What the end of a matter needs of an entry."""

    id: UUID
    verb: str
    at: datetime
    step: str
    actor_kind: str
    actor_id: UUID | None
    body: Mapping[str, Any]

    @property
    def is_of_resident(self) -> bool:
        """Tell whether this reopening came from the resident: by themselves, or as they told a visitor."""
        return self.actor_kind == "resident" or self.body.get("because") == DISSATISFIED


@dataclass(frozen=True)
class Word:
    """What the resident says of the outcome. `own`: by themselves; else as somebody took it down by telephone or on a visit."""

    solved: str
    satisfied: str
    text: str
    at: datetime
    own: bool
    by: UUID | None

    @property
    def is_dissatisfied(self) -> bool:
        return "no" in (self.solved, self.satisfied)


@dataclass(frozen=True)
class Story:
    """The entries of one matter that tell of its end, in order."""

    entries: tuple[Said, ...]

    def of(self, *verbs: str) -> list[Said]:
        return [said for said in self.entries if said.verb in verbs]

    @cached_property
    def round(self) -> tuple[Said, ...]:
        """Return what happened since the present round began, without what began it."""
        begins = [place for place, said in enumerate(self.entries) if said.verb in BEGINNING]
        return self.entries[begins[-1] + 1 :] if begins else self.entries

    @cached_property
    def began(self) -> Said | None:
        """Return what began the present round; None in the first."""
        return next((said for said in reversed(self.entries) if said.verb in BEGINNING), None)

    @cached_property
    def reply(self) -> Said | None:
        """Return the answer of this round, the last if there were several."""
        return next((said for said in reversed(self.round) if said.verb == REPLIED), None)

    @property
    def since_reply(self) -> list[Said]:
        if self.reply is None:
            return []
        return list(self.round[self.round.index(self.reply) + 1 :])

    @property
    def verification(self) -> Said | None:
        """Return the verification that the present answer passed."""
        return next((said for said in reversed(self.since_reply) if said.verb == VERIFIED), None)

    @property
    def reworks(self) -> list[Said]:
        """Return the times that the matter came back because its resident was not satisfied."""
        return [said for said in self.of(REOPENED) if said.is_of_resident]

    @property
    def is_rework(self) -> bool:
        """Tell whether the present round is a second handling for a resident who was not satisfied."""
        return self.began is not None and self.began.verb == REOPENED and self.began.is_of_resident

    @cached_property
    def former_hands(self) -> frozenset[UUID]:
        """Return who answered, or had the matter, before the present round began."""
        if self.began is None:
            return frozenset()
        earlier = self.entries[: self.entries.index(self.began)]
        answered = {said.actor_id for said in earlier if said.verb == REPLIED and said.actor_id}
        noted = {UUID(hand) for said in self.of(*BEGINNING) for hand in said.body.get("former", ())}
        return frozenset(answered | noted)

    @property
    def word(self) -> Word | None:
        """Return what the resident says of this round; their own word stands before what was taken down for them."""
        words = [_word(said) for said in self.round if said.verb in (RATED, VISITED)]
        own = [word for word in words if word.own]
        return next(reversed(own or words), None)


def _word(said: Said) -> Word:
    body = said.body
    return Word(
        str(body.get("solved", "")),
        str(body.get("satisfied", "")),
        str(body.get("text", "")),
        said.at,
        said.verb == RATED and said.actor_kind == "resident",
        said.actor_id,
    )


KEPT = "story_of_outcomes"
COLUMNS = ("subject", "id", "verb", "recorded_at", "step", "actor_kind", "actor_id", "body")


def story_of(matter: Matter) -> Story:
    """Return the story of a matter: one query, for all that ask while the matter has this version."""
    kept: tuple[int, Story] | None = matter.__dict__.get(KEPT)
    if kept is None or kept[0] != matter.version:
        told = tuple(Said(*columns[1:]) for columns in _told(matter.id))
        kept = matter.__dict__[KEPT] = (matter.version, Story(told))
    return kept[1]


_told = Prepared(
    lambda matter_id: (
        Entry.objects.filter(subject=matter_id, verb__in=TELLING).order_by("seq").values_list(*COLUMNS)
    )
)


def read_ahead(matters: Iterable[Matter]) -> None:
    """Read the stories of several matters, which the caller has locked, with one query, for `story_of` to return."""
    by_id = {matter.id: matter for matter in matters}
    for key, story in stories_of(by_id).items():
        by_id[key].__dict__[KEPT] = (by_id[key].version, story)


def stories_of(ids: Iterable[UUID]) -> dict[UUID, Story]:
    """Return the stories of several matters with one query."""
    told: dict[UUID, list[Said]] = {key: [] for key in ids}
    rows = Entry.objects.filter(subject__in=list(told), verb__in=TELLING).order_by("subject", "seq")
    for subject, *columns in rows.values_list(*COLUMNS):
        told[subject].append(Said(*columns))
    return {key: Story(tuple(entries)) for key, entries in told.items()}
