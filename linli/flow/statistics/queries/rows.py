"""What figures are made of: a span of months, a row of sums, a rate with both of its numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

RATES = (
    ("in_time", "answer_due"),
    ("contacted_in_time", "contact_due"),
    ("said_solved", "rated"),
    ("satisfied", "rated"),
)


@dataclass(frozen=True)
class Rate:
    """A rate with what it is made of, both measures; without a denominator there is no rate."""

    name: str
    of: str
    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> str:
        return "—" if self.share is None else f"{self.share:.1%}"


@dataclass(frozen=True)
class Row:
    """The sums of one value of a dimension. `key` opens its list; "" stands for all, or for what has no value."""

    key: str
    label: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Return 按时答复率, 响应率, 解决率 and 满意率, in this order.

        Each is numerator ÷ denominator as `measures.measure` defines them; nothing is weighted or left out.
        """
        return tuple(Rate(name, of, self.counts[name], self.counts[of]) for name, of in RATES)

    def rate(self, name: str) -> Rate:
        return next(rate for rate in self.rates if rate.name == name)


@dataclass(frozen=True)
class Months:
    """A span of months, both ends included, each as year × 100 + month."""

    first: int
    last: int

    @classmethod
    def until(cls, day: date, *, count: int = 12) -> "Months":
        """Return the `count` months that end with the month of `day`."""
        ordinal = day.year * 12 + day.month - count
        return cls(ordinal // 12 * 100 + ordinal % 12 + 1, day.year * 100 + day.month)

    def __iter__(self) -> Iterator[int]:
        month = self.first
        while month <= self.last:
            yield month
            month = month + 1 if month % 100 < 12 else month + 89

    @property
    def since(self) -> date:
        return first_day(self.first)

    @property
    def until_day(self) -> date:
        """Return the last day of the span."""
        return (first_day(self.last) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def first_day(month: int) -> date:
    return date(month // 100, month % 100, 1)


def month_label(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"
