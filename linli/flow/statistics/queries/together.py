"""The three rates put together by weights that the centre sets. Without all three denominators there is no such number."""

from dataclasses import dataclass
from datetime import date

from linli.core.registers.provisions import provisions
from linli.flow.statistics.queries.rows import Rate, Row

WEIGHTS = {
    "contacted_in_time": "rates.response",
    "said_solved": "rates.solution",
    "satisfied": "rates.satisfaction",
}


@dataclass(frozen=True)
class Together:
    """The rates with the weight of each, in percent, and what they give: Σ weight × rate ÷ Σ weight."""

    weighed: tuple[tuple[Rate, int], ...]

    @property
    def share(self) -> float | None:
        whole = sum(weight for _rate, weight in self.weighed)
        if not whole or any(rate.share is None for rate, weight in self.weighed if weight):
            return None
        return sum(weight * (rate.share or 0) for rate, weight in self.weighed) / whole

    @property
    def percent(self) -> str:
        return "—" if self.share is None else f"{self.share:.1%}"


def together(row: Row, *, on: date) -> Together:
    """Return the three rates of a row, weighed as the centre weighs them on that day."""
    weights = provisions(WEIGHTS.values(), on=on)
    return Together(tuple((row.rate(name), weights[weight]) for name, weight in WEIGHTS.items()))
