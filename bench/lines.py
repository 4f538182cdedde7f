"""One figure, one JSON line on stdout; what is only of passing interest goes to stderr."""

import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Better = Literal["lower", "higher"]


@dataclass
class Report:
    """Prints lines for one database and remembers them. `rows` is the number of matters while they are measured."""

    database: str
    rows: int = 0
    lines: list[dict[str, object]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def line(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        limit: float | None = None,
        target: float | None = None,
        better: Better = "lower",
        of_limit: bool = False,
    ) -> None:
        """Print a figure. `limit` is what the machine could do at best, in the same unit; `ratio` = value / limit.

        `target` is held against the value or, with `of_limit`, against the ratio.
        """
        ratio = value / limit if limit else None
        held = ratio if of_limit else value
        met = None
        if target is not None and held is not None:
            met = held <= target if better == "lower" else held >= target
        line: dict[str, object] = {
            "name": name,
            "value": _short(value),
            "unit": unit,
            "limit": _short(limit),
            "ratio": _short(ratio),
            "target": target,
            "met": met,
            "rows": self.rows,
            "database": self.database,
        }
        self.lines.append(line)
        print(json.dumps(line, ensure_ascii=False), flush=True)

    def growth(self, name: str, target: float) -> None:
        """Print how many times the figure `name` costs at the last size what it cost at the first; a rate costs its inverse."""
        found = [line for line in self.lines if line["name"] == name]
        first, last = found[0], found[-1]
        if first is not last:
            at_first, at_last = float(str(first["value"])), float(str(last["value"]))
            times = at_first / at_last if str(first["unit"]).endswith("/s") else at_last / at_first
            self.line(f"{name}.growth", times, "times", target=target)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def seconds(act: Callable[[], object]) -> float:
    """Return how long `act` takes once."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


def _short(value: float | None) -> float | None:
    if value is None or value == 0:
        return value
    return round(value, max(0, 3 - math.floor(math.log10(abs(value)))))
