"""What a page of figures is asked for: which stretch of time, narrowed to what, by what; and the address of each list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from linli.capabilities.petitions.figures.counting.measures import DIMENSIONS, MEASURES
from linli.capabilities.petitions.figures.counting.stretches import Stretch, choices, month, stretch
from linli.lib.typed import month_in

NONE = "-"
BY = ("month", "unit", "category", "form", "klass")


@dataclass(frozen=True)
class Asked:
    """`chosen`: a value for some of the dimensions, "-" for none; `by`: the dimension of the table; `measure`: of a list."""

    stretch: Stretch
    today: date
    chosen: Mapping[str, str] = field(default_factory=dict)
    by: str = "unit"
    measure: str = "received"

    @classmethod
    def of(cls, query: Mapping[str, str], *, today: date) -> "Asked":
        by, measure = query.get("by", ""), query.get("measure", "")
        chosen = {name: query[name][:64] for name in DIMENSIONS if query.get(name)}
        return cls(
            stretch(query.get("span", ""), today=today),
            today,
            chosen,
            by if by in BY else "unit",
            measure if measure in MEASURES else "received",
        )

    def url(self, name: str = "petitions:figures", **more: str) -> str:
        said = {"span": self.stretch.key, "by": self.by, **self.chosen, **more}
        return f"{reverse(name)}?{urlencode({key: value for key, value in said.items() if value})}"

    def list_url(self, measure: str, dimension: str = "", key: str = "") -> str:
        """Return the list behind a number; a month is a stretch of its own."""
        more = {"measure": measure}
        first = month_in(key) if dimension == "month" else None
        if first is not None:
            more["span"] = month(first).key
        elif dimension:
            more[dimension] = key or NONE
        return self.url("petitions:figures-list", **more)

    def spans(self) -> list[tuple[str, str, bool]]:
        """Return the stretches to choose from as (words, address, is it this one)."""
        found = choices(self.today, self.stretch)
        if self.stretch not in found:
            found = [self.stretch, *found]
        return [(str(one), self.url(span=one.key), one == self.stretch) for one in found]

    def without(self, dimension: str) -> str:
        """Return the same page not narrowed by a dimension."""
        rest = {name: value for name, value in self.chosen.items() if name != dimension}
        return Asked(self.stretch, self.today, rest, self.by, self.measure).url()
