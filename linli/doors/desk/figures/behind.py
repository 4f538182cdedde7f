"""The list behind a figure: the filters of every list and two more, what a matter counts as and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.handling.worklists import Filters, Lane
from linli.flow.statistics import words
from linli.flow.statistics.measures import MEASURES
from linli.flow.statistics.queries import DIMENSIONS, Months, Scope, counted_in

LANE = "all"


@dataclass(frozen=True)
class Behind(Filters):
    """`measure`: one of the figures; `blank`: a dimension of which the matter has no value."""

    measure: str = ""
    blank: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        found = super().of(query)
        measure, blank = query.get("measure", ""), query.get("blank", "")
        return replace(
            found,
            measure=measure if measure in MEASURES else "",
            blank=blank if blank in DIMENSIONS else "",
        )

    def condition(self, lane: Lane, *, now: datetime) -> Q:
        asked = super().condition(lane, now=now)
        if self.measure:
            asked &= counted_in(self.measure)
        if self.blank:
            asked &= Q(kind="") if self.blank == "kind" else Q(**{f"{self.blank}__isnull": True})
        return asked


def spoken(name: str, value: str) -> str:
    """Return `measure` or `blank` as a chip of the list's sentence."""
    if name == "measure":
        return str(words.MEASURES[value])
    return _("%(what)s没有填写") % {"what": words.DIMENSIONS[value]}


@dataclass(frozen=True)
class Lists:
    """The addresses of the lists behind the figures of one scope in some months."""

    scope: Scope
    months: Months

    def url(
        self, measure: str = "", dimension: str = "", key: str = "", *, months: Months | None = None
    ) -> str:
        """Return the list of what counts in `measure` and has `key` in `dimension` ("" = has none there)."""
        span = months or self.months
        query = {"since": span.since.isoformat(), "until": span.until_day.isoformat()}
        if self.scope.key:
            query[self.scope.kind] = self.scope.key
        if dimension:
            query |= {dimension: key} if key else {"blank": dimension}
        if measure not in ("", "received"):
            query["measure"] = measure
        return f"{reverse('desk:list', args=[LANE])}?{urlencode(query)}"
