"""Who may go on, who waits, who is sent away. Knows neither threads nor time: `now` is seconds of any steady clock.

A process has a few *places* in which requests are worked on. Whoever comes waits, the most urgent kind first, in its kind in the
order of coming. Of each kind it is known how long one takes lately, so it is known how long a newcomer would wait; where
that is more than the kind's patience, it is sent away at once, which costs next to nothing. Patience falls and the wait grows
from kind to kind, so whoever is sent away, every less urgent kind is sent away too.
"""

import math
from collections import Counter, deque
from dataclasses import dataclass
from typing import Protocol

from linli.config.shedding.classes import Kind

FIRST_GUESS = 0.02  # seconds that one request takes, before any was seen
LEARNING = 0.1  # how much the newest counts in what is known
MEMORY = 10.0  # seconds over which it is remembered how many were served and sent away
SHORTEST, LONGEST = 3.0, 120.0  # seconds after which somebody sent away is told to come again


class Dice(Protocol):
    def random(self) -> float: ...


@dataclass(eq=False)
class Ticket:
    """One request in the house."""

    kind: Kind
    came: float
    began: float | None = None


class Lately:
    """How often something happened of late, the older the less."""

    def __init__(self) -> None:
        self.times, self.counted_at = 0.0, 0.0

    def count(self, now: float) -> None:
        self.times, self.counted_at = self.at(now) + 1, now

    def at(self, now: float) -> float:
        return self.times * math.exp(-max(0.0, now - self.counted_at) / MEMORY)


class Gate:
    """The gate of one process. `places`: how many requests are worked on at once; `waiting`: how many may wait in all."""

    def __init__(self, places: int, waiting: int, kinds: list[Kind]) -> None:
        self.places = places
        self.waiting = waiting
        self.queues: dict[Kind, deque[Ticket]] = {kind: deque() for kind in kinds}
        self.running: Counter[Kind] = Counter()
        self.takes: dict[Kind, float] = dict.fromkeys(kinds, FIRST_GUESS)
        self.sent_away: Counter[Kind] = Counter()
        self.let_in: Counter[Kind] = Counter()
        self._away, self._served = Lately(), Lately()

    def arrive(self, kind: Kind, *, now: float) -> Ticket | None:
        """Let a request wait, or return None: it is sent away."""
        if kind.patience is not None and (
            self.wait_of(kind) > kind.patience or self._with_patience() >= self.waiting // 2
        ):
            self._count(kind, now)
            return None
        ticket = Ticket(kind, now)
        self.queues[kind].append(ticket)
        self.let_in[kind] += 1
        return ticket

    def next(self, *, now: float) -> Ticket | None:
        """Give a free place to the most urgent that may have one; None where nobody may."""
        for kind, queue in self.queues.items():
            if queue and self._may_begin(kind):
                ticket = queue.popleft()
                ticket.began = now
                self.running[kind] += 1
                return ticket
        return None

    def done(self, ticket: Ticket, *, now: float) -> None:
        """Take back the place of a request that is over."""
        kind = ticket.kind
        self.running[kind] -= 1
        took = now - (ticket.began if ticket.began is not None else now)
        self.takes[kind] += LEARNING * (took - self.takes[kind])
        self._served.count(now)

    def give_up(self, ticket: Ticket, *, now: float) -> bool:
        """Send away somebody who has waited too long; False where they have a place already."""
        if ticket.began is not None:
            return False
        self.queues[ticket.kind].remove(ticket)
        self._count(ticket.kind, now)
        return True

    def wait_of(self, kind: Kind) -> float:
        """Return how long (s) a newcomer of this kind would wait: the work before it, divided by the places it may have."""
        before = sum(
            (len(queue) + self.running[other] / 2) * self.takes[other]
            for other, queue in self.queues.items()
            if other.rank <= kind.rank
        )
        return 0.0 if self._is_free(kind) else before / self.places_of(kind)

    def places_of(self, kind: Kind) -> int:
        """Return how many places this kind and all that are less urgent may take together."""
        return max(1, int(self.places * kind.share))

    def advice(self, *, dice: Dice, now: float) -> int:
        """Return after how many seconds to come again.

        Drawn from a span in which all who were sent away of late could be served beside as many others.
        """
        span = 2 * MEMORY * self._away.at(now) / max(1.0, self._served.at(now))
        return math.ceil(SHORTEST + min(LONGEST - SHORTEST, max(SHORTEST, span)) * dice.random())

    def _is_free(self, kind: Kind) -> bool:
        """Tell whether a newcomer of this kind would have a place at once."""
        waits = any(queue for other, queue in self.queues.items() if other.rank <= kind.rank)
        return not waits and self._may_begin(kind)

    def _may_begin(self, kind: Kind) -> bool:
        """Tell whether one more leaves the places free that are kept for the more urgent."""
        running = 0
        for other in reversed(self.queues):
            running += self.running[other]
            if other.rank <= kind.rank and running >= self.places_of(other):
                return False
        return True

    def _with_patience(self) -> int:
        """Return how many wait that may be sent away."""
        return sum(len(queue) for other, queue in self.queues.items() if other.patience is not None)

    def _count(self, kind: Kind, now: float) -> None:
        self.sent_away[kind] += 1
        self._away.count(now)
