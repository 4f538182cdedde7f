"""Measure one matter from its entries: a pure function, so that a rebuild must give what the follower gave."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MEASURES = (
    "received",
    "open",
    "overdue",
    "late",
    "answered",
    "answer_due",
    "in_time",
    "contact_due",
    "contacted_in_time",
    "closed",
    "not_solved",
    "rated",
    "said_solved",
    "satisfied",
    "returned",
    "reopened",
    "late_claimed",
    "excluded",
)

# What an excluded matter no longer counts in: the three rates.
RATED = ("contact_due", "contacted_in_time", "rated", "said_solved", "satisfied")
CLAIMING = ("dispatch", "sign_for")  # clocks that wait for somebody to take a matter up

# Verbs whose entries change a measure.
TELLING = (
    "intake.imported",
    "clocks.stopped",
    "clocks.breached",
    "handling.contacted",
    "handling.asked",
    "handling.returned",
    "outcomes.replied",
    "outcomes.closed",
    "outcomes.withdrawn",
    "outcomes.reopened",
    "outcomes.rated",
    "outcomes.visited",
    "outcomes.excluded",
    "outcomes.readmitted",
)
CONTACT = (
    "handling.contacted",
    "handling.asked",
    "outcomes.replied",
)  # in each of these the resident hears from us


@dataclass(frozen=True)
class Said:
    """What measuring needs of an entry. Clocks that a step stops are told after it, under the same `step`."""

    verb: str
    body: Mapping[str, Any] = field(default_factory=dict)
    step: str = ""


def measure(entries: Iterable[Said], *, is_open: bool | None = None) -> dict[str, int]:
    """Return how often each measure counts for this matter, from its entries in order.

    `is_open`: whether its state is, by its procedure, since a capability's own steps close and open matters too; None
    where nothing but the entries is known.

    - `late`: a clock of the matter itself ran out, whichever it was; a unit's own clocks do not make it late.
    - `overdue`: late and still open.
    - `answer_due`: answered, or the time to answer has run out; of these `in_time` were answered before it ran out.
    - `contact_due`: the resident was contacted, or the time for it has run out; of these some `contacted_in_time`.
    - `not_solved`: closed with any outcome but solved, as the unit states it.
    - `rated`, `said_solved`, `satisfied`: what the resident says; only the last rating counts. What a return visit was told
      counts until the resident says it with their own hand.
    - `late_claimed`: how often somebody let the time run out in which a matter must be dispatched or taken up.
    - `excluded`: a reviewer took it out of the three rates, and nobody has put it back; it counts in none of RATED.
    """
    return _Measuring().read(entries, is_open=is_open)


class _Measuring:
    """One matter while its entries are read."""

    def __init__(self) -> None:
        self.sums = dict.fromkeys(MEASURES, 0)
        self.sums["received"] = self.sums["open"] = 1
        self.awaited = True  # nobody has answered yet, or not since it was reopened
        self.answered_by = ""  # the step, as also below
        self.contacted_by = ""
        self.too_late = False
        self.unknown = False
        self.said_by_hand = False
        self.late_claims: dict[str, bool] = defaultdict(
            bool
        )  # by clock: told at its breach and when it stops

    def read(self, entries: Iterable[Said], *, is_open: bool | None) -> dict[str, int]:
        for said in entries:
            self._read(said)
        sums = self.sums
        if is_open:
            sums["open"], sums["closed"], sums["not_solved"] = 1, 0, 0
        elif is_open is not None and sums["open"]:
            sums["open"], sums["closed"] = 0, 1
        sums["overdue"] = sums["open"] * sums["late"]
        if not self.unknown:
            sums["answer_due"] = int(sums["answered"] or self.too_late)
            sums["in_time"] = int(sums["answered"] and not self.too_late)
        sums["late_claimed"] = sum(self.late_claims.values())
        if sums["excluded"]:
            sums.update(dict.fromkeys(RATED, 0))
        return sums

    def _read(self, said: Said) -> None:
        sums, body = self.sums, said.body
        if said.verb in CONTACT:
            self.contacted_by = said.step
        match said.verb:
            case "clocks.stopped" | "clocks.breached":
                self._read_clock(said)
            case "outcomes.replied":
                sums["answered"] = 1
                self.awaited, self.answered_by = False, said.step
            case "outcomes.closed":
                sums["open"], sums["closed"] = 0, 1
                sums["not_solved"] = int(body.get("outcome", "solved") != "solved")
            case "outcomes.withdrawn":
                sums["open"] = 0
            case "outcomes.reopened":
                sums["reopened"] += 1
                sums["open"], sums["closed"], sums["not_solved"] = 1, 0, 0
                self.awaited = True
            case "outcomes.rated":
                self.said_by_hand = True
                self._read_rating(body)
            case "outcomes.visited" if not self.said_by_hand and body.get("solved"):
                self._read_rating(body)
            case "outcomes.excluded" | "outcomes.readmitted":
                sums["excluded"] = int(said.verb == "outcomes.excluded")
            case "handling.returned":
                sums["returned"] += 1
            case "intake.imported":
                self._read_imported(body)

    def _read_rating(self, body: Mapping[str, Any]) -> None:
        self.sums["rated"] = 1
        self.sums["said_solved"] = int(body.get("solved") == "yes")
        self.sums["satisfied"] = int(body.get("satisfied") in ("yes", "fair"))

    def _read_clock(self, said: Said) -> None:
        late = said.verb == "clocks.breached" or bool(said.body.get("late"))
        if said.body.get("clock") == "contact":
            self._read_contact(late, made=bool(said.step) and said.step == self.contacted_by)
        if said.body.get("clock") in CLAIMING and said.body.get("level") == "unit":
            self.late_claims[str(said.body.get("id", ""))] |= late
        if said.body.get("level") != "matter" or not late:
            return
        self.sums["late"] = 1
        answering = said.verb == "clocks.stopped" and bool(said.step) and said.step == self.answered_by
        self.too_late = self.too_late or self.awaited or answering

    def _read_contact(self, late: bool, *, made: bool) -> None:
        """A unit that gets the matter later has a first contact of its own; one that was late stays late.

        A clock that stopped in time because the matter went elsewhere says nothing about contact.
        """
        first, sums = not self.sums["contact_due"], self.sums
        if made or late:
            sums["contact_due"] = 1
            sums["contacted_in_time"] = int(not late and (first or bool(sums["contacted_in_time"])))

    def _read_imported(self, body: Mapping[str, Any]) -> None:
        """An old matter counts as its old record says, however it came to be so; where that is silent, it is unknown."""
        self.unknown = body.get("late") is None
        if body.get("closed", True):
            self.sums["open"], self.sums["closed"], self.sums["answered"] = 0, 1, 1
            self.awaited = False
        if body.get("late"):
            self.sums["late"], self.too_late = 1, True
