"""What one petition counts in: a pure function of its rows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from linli.capabilities.petitions.models import Adoption, Klass, Review

RATABLE = frozenset({"answered", "reviewed", "closed", "ended", "not_accepted"})
CLOSED = frozenset({"closed", "ended"})
WITHDRAWN = "withdrawn"
CHANGING = (Review.Result.CHANGE, Review.Result.REVOKE)


@dataclass(frozen=True)
class Ran:
    """A clock of the petition: when it ends, when it stopped, whether that was late, whether it was extended."""

    name: str
    due_at: datetime
    stopped_at: datetime | None
    was_late: bool | None
    is_extended: bool = False


@dataclass(frozen=True)
class Owed:
    """Something to carry out."""

    ends_at: datetime
    is_done: bool
    was_late: bool


@dataclass
class Gathered:
    """One petition with its rows. `ask_until`: until when review may be asked for; None where nobody has to wait for it.

    `rating`: what the petitioner said last of being satisfied, "" where nothing.
    """

    matter_id: UUID
    brought_on: date
    klass: str
    form: str
    unit_id: UUID
    category: str
    state: str
    closed_at: datetime | None
    accepted_at: datetime | None
    opinion_at: datetime | None
    conclusion: str
    adoption: str
    organ: str = ""
    is_referred: bool = False
    ask_until: datetime | None = None
    rating: str = ""
    clocks: list[Ran] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    objections: list[bool | None] = field(default_factory=list)
    duties: list[Owed] = field(default_factory=list)

    def key(self, dimension: str) -> str:
        """Return its value in a dimension; "" where it has none."""
        if dimension == "month":
            return f"{self.brought_on:%Y-%m}"
        return str(self.unit_id) if dimension == "unit" else str(getattr(self, dimension))


def measured(one: Gathered, *, now: datetime) -> Counter[str]:
    """Return how often the petition counts in each measure."""
    sums: Counter[str] = Counter(received=1)
    sums["accepted"], sums["referred"] = int(one.accepted_at is not None), int(one.is_referred)
    _timed(one, sums, "register", ("register_due", "registered", "register_waiting"), now, first=True)
    _timed(one, sums, "tell", ("tell_due", "told", "tell_waiting"), now)
    _timed(one, sums, "handle study", ("answer_due", "answered", "answer_waiting"), now)
    sums["extended"] = int(any(clock.is_extended for clock in one.clocks))
    sums["ratable"] = int(one.state in RATABLE or bool(one.rating))
    sums["rated"], sums["satisfied"] = int(bool(one.rating)), int(one.rating in ("yes", "fair"))
    if one.conclusion:
        sums[one.conclusion] = 1
    sums["adopted"] = int(one.adoption in (Adoption.ADOPTED, Adoption.PARTLY))
    sums["review_asked"] = len(one.reviews)
    sums["review_decided"] = sum(bool(result) for result in one.reviews)
    sums["review_changed"] = sum(result in CHANGING for result in one.reviews)
    sums["objected"] = len(one.objections)
    sums["objection_agreed"] = sum(agreed is True for agreed in one.objections)
    _settled(one, sums, now)
    for duty in one.duties:
        is_due = duty.is_done or now >= duty.ends_at
        sums["duty_due" if is_due else "duty_waiting"] += 1
        sums["duty_done"] += int(duty.is_done and not duty.was_late)
    return sums


def _timed(
    one: Gathered,
    sums: Counter[str],
    names: str,
    measures: tuple[str, str, str],
    now: datetime,
    *,
    first: bool = False,
) -> None:
    """Count whether what a clock asks for was done in time: each time it ran, or only the first."""
    ran = [clock for clock in one.clocks if clock.name in names.split()]
    ran = ran[:1] if first else ran
    due, in_time, waiting = measures
    over = [clock for clock in ran if clock.stopped_at or clock.due_at <= now]
    if not ran:
        return
    late = any(clock.was_late or (not clock.stopped_at and clock.due_at <= now) for clock in over)
    if one.state == WITHDRAWN and not late and ran[-1].stopped_at == one.closed_at:
        return  # it stopped because the petition was withdrawn: nobody had to do it any more
    if len(over) == len(ran) or late:
        sums[due], sums[in_time] = 1, int(not late)
    else:
        sums[waiting] = 1


def _settled(one: Gathered, sums: Counter[str], now: datetime) -> None:
    has_answer = one.opinion_at is not None or bool(one.reviews)
    if one.klass != Klass.CLAIM or not has_answer or one.state == WITHDRAWN:
        return
    is_over = one.ask_until is None or now > one.ask_until
    if one.reviews or one.state in CLOSED or is_over:
        sums["first_due"], sums["first_go"] = 1, int(not one.reviews)
    else:
        sums["first_waiting"] = 1


def summed(counted: list[tuple[Gathered, Counter[str]]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for _one, counts in counted:
        found.update(counts)
    return found


def grouped(counted: list[tuple[Gathered, Counter[str]]], dimension: str) -> dict[str, Counter[str]]:
    """Return the sums by the values of a dimension."""
    found: dict[str, Counter[str]] = {}
    for one, counts in counted:
        found.setdefault(one.key(dimension), Counter()).update(counts)
    return found


def of_clock(row: dict[str, Any]) -> Ran:
    """Return a clock from its columns."""
    extended = any(act.get("kind") == "extend" for act in row["acts"] or ())
    return Ran(row["name"], row["due_at"], row["stopped_at"], row["was_late"], extended)
