"""What the pages say of a petition beyond its rows: whether and until when one may ask for review, why time was added."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.capabilities.petitions.models import Klass, Review, Stage
from linli.capabilities.petitions.papers.standing import Standing
from linli.capabilities.petitions.queries.rounds import answer_of, next_round, organ_above
from linli.core.matters.models import Matter
from linli.core.procedures.obligations import limit_of
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.calendars.explain import limit_words
from linli.ground.look import wording


@dataclass(frozen=True)
class Appeal:
    """Whether review or re-review may be asked for. `stands`: open, over, asked, ended, or none (nothing to ask for yet).

    `organ`: the next higher organ; "" where it is not on this platform and the petitioner asks it on paper. `within`: how
    long it has to answer, in words.
    """

    stands: str
    round: str = ""
    until: datetime | None = None
    since: datetime | None = None
    is_delivered: bool = False
    organ: str = ""
    within: str = ""

    @property
    def until_words(self) -> str:
        return wording.due(self.until) if self.until else ""

    @property
    def round_words(self) -> str:
        return str(Review.Round(self.round).label).lower() if self.round else ""


def appeal(standing: Standing, *, now: datetime) -> Appeal:
    """Return what a petitioner who does not accept the answer may do now, and until which day."""
    petition, matter = standing.petition, standing.matter
    if petition.klass != Klass.CLAIM:
        return Appeal("none")
    if petition.stage == Stage.ENDED:
        return Appeal("ended")
    waiting = next((one for one in standing.reviews if not one.result), None)
    if waiting is not None:
        return Appeal("asked", waiting.round, since=waiting.began_at, organ=waiting.organ.name)
    until, answer = standing.ask_until, answer_of(petition)
    if until is None or answer is None:
        return Appeal("none")
    above = organ_above(matter, on=timezone.localdate(now))
    return Appeal(
        "open" if now <= until else "over",
        next_round(petition),
        until=until,
        since=answer.delivered_at or answer.given_at,
        is_delivered=answer.delivered_at is not None,
        organ=above.name if above else "",
        within=_limit(matter, next_round(petition), now=now),
    )


def _limit(matter: Matter, name: str, *, now: datetime) -> str:
    found = limit_of(matter, name, on=timezone.localdate(now))
    return limit_words(found.amount, found.unit)


@dataclass(frozen=True)
class Extension:
    """More time that was given on a clock: how much, when, and the reason told to the petitioner."""

    at: datetime
    by: str
    why: str


def extensions(standing: Standing) -> list[Extension]:
    return [
        Extension(one.decided_at, _amount(one), one.words) for one in standing.extensions if one.decided_at
    ]


def _amount(request: TimeRequest) -> str:
    return limit_words(request.amount or 0, request.measure)  # type: ignore[arg-type]
