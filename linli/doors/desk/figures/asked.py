"""What a page of figures is asked for: whose, and which months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.statistics.queries import Months, Scope, scope_of, scopes_of
from linli.ground.people.actor import Actor
from linli.lib.typed import month_in

MOST_MONTHS = 60


@dataclass(frozen=True)
class Asked:
    """One scope of the actor's and a span of at most five years; what cannot be read is the last twelve months."""

    scope: Scope
    months: Months
    today: date

    @classmethod
    def of(cls, query: Mapping[str, str], *, actor: Actor, today: date) -> "Asked":
        """Read an address. Raises Refused for a scope that is not the actor's."""
        last = month_in(query.get("until", "")) or today
        months = Months.until(last)
        first = month_in(query.get("since", ""))
        if (
            first
            and Months.until(last, count=MOST_MONTHS).first <= first.year * 100 + first.month <= months.last
        ):
            months = Months(first.year * 100 + first.month, months.last)
        return cls(scope_of(actor, query.get("scope", "")), months, today)

    @property
    def query(self) -> str:
        return urlencode(
            {
                "scope": self.scope,
                "since": f"{self.months.since:%Y-%m}",
                "until": f"{self.months.until_day:%Y-%m}",
            }
        )

    def url(self, name: str = "desk:figures", *args: str, **more: str) -> str:
        return f"{reverse(name, args=args)}?{self.query}" + (f"&{urlencode(more)}" if more else "")

    def of_scope(self, scope: Scope | str) -> str:
        """Return the same page for another scope."""
        dates = self.query.split("&", 1)[1]
        return f"{reverse('desk:figures')}?{urlencode({'scope': scope})}&{dates}"

    def spans(self) -> list[tuple[str, str, bool]]:
        """Return the spans most often wanted as (words, address, is it this one)."""
        today = self.today
        wanted = [
            (_("本月"), Months.until(today, count=1)),
            (_("今年"), Months.until(today, count=today.month)),
            (_("近12个月"), Months.until(today)),
        ]
        made = [(words, Asked(self.scope, months, today)) for words, months in wanted]
        return [(words, asked.url(), asked.months == self.months) for words, asked in made]


def choices(actor: Actor, scope: Scope) -> list[Scope]:
    """Return the scopes to choose from: the actor's own, and the one that is shown."""
    own = scopes_of(actor)
    return own if scope in own else [*own, scope]
