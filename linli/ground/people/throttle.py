"""Count attempts, so that guessing and flooding stop being worth the while. Nobody is locked out for good.

Attempts are counted over a sliding window, written before what they guard is tried: parallel attempts cannot all
slip through between looking and writing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.ground.people.models import Attempt
from linli.ground.people.vault import sealer

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `amount` attempts in `window` for one `who` (an account with a network address, a phone …)."""

    what: str
    who: str
    amount: int
    window: timedelta

    @property
    def key(self) -> str:
        return sealer().blind_index(f"{self.what}\0{self.who}", purpose="attempt")


@dataclass(frozen=True)
class Verdict:
    """Whether the attempt is within all limits; `forgive` takes it back, as after a success."""

    allowed: bool
    rows: tuple[Attempt, ...]

    def forgive(self) -> None:
        Attempt.objects.filter(pk__in=[row.pk for row in self.rows]).delete()


def attempt(limits: Sequence[Limit], *, now: datetime) -> Verdict:
    """Write one attempt under each limit and tell whether every limit still allows it."""
    rows = tuple(Attempt(key=limit.key, at=now) for limit in limits)
    Attempt.objects.bulk_create(rows)
    counts = [
        Attempt.objects.filter(key=row.key, at__gt=now - limit.window, at__lte=now).count()
        for row, limit in zip(rows, limits, strict=True)
    ]
    verdict = Verdict(all(count <= limit.amount for count, limit in zip(counts, limits, strict=True)), rows)
    if not verdict.allowed:
        verdict.forgive()  # refused attempts do not prolong the wait
    return verdict


def forget(*, now: datetime) -> int:
    """Delete attempts that no window reaches any more; return how many. Called by the tick."""
    return Attempt.objects.filter(at__lt=now - KEPT).delete()[0]
