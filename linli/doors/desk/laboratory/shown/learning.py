"""What was learned, as rows to tick."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.flow.routing.laboratory.actions import Choice
from linli.flow.routing.learning.proposals import ProposedDuty, ProposedSuccessor

MOST = 300
STANDINGS = {
    "absent": gettext_lazy("清单上没有"),
    "contradicts": gettext_lazy("清单上是别的单位"),
    "agrees": gettext_lazy("和清单一样"),
}
ORDER = list(STANDINGS)


@dataclass(frozen=True)
class Shown:
    """One proposed line. `key` "" where the registers do not know what a file names: it can only be looked at."""

    line: ProposedDuty
    key: str
    percent: str
    standing: str


def shown(
    duties: Iterable[ProposedDuty], successors: Iterable[ProposedSuccessor], *, only: str = ""
) -> dict[str, Any]:
    """Return what the page shows: what the list lacks or has otherwise first, by support."""
    every = sorted(duties, key=lambda one: (ORDER.index(one.standing), -one.n, one.category_code))
    counts = {name: sum(one.standing == name for one in every) for name in ORDER}
    wanted = [one for one in every if only not in STANDINGS or one.standing == only]
    return {
        "lines": [_shown(one) for one in wanted[:MOST]],
        "more": max(0, len(wanted) - MOST),
        "successors": [(one, f"{one.confidence:.0%}") for one in successors],
        "standings": [(name, STANDINGS[name], counts[name], name == only) for name in ORDER],
        "only": only if only in STANDINGS else "",
    }


def header() -> list[str]:
    return [
        _("分类"),
        _("地域"),
        _("责任单位"),
        _("由它办的"),
        _("全部"),
        _("占比"),
        _("自"),
        _("至"),
        _("现行清单"),
    ]


def sheet(duties: Iterable[ProposedDuty]) -> Iterator[Sequence[str | int | float]]:
    for one in duties:
        yield [
            one.category_name,
            one.area_name,
            one.unit_name,
            one.n,
            one.of,
            round(100 * one.share, 1),
            one.since.isoformat(),
            one.last_seen.isoformat(),
            one.listed_unit_name or str(STANDINGS[one.standing]),
        ]


def _shown(one: ProposedDuty) -> Shown:
    key = ""
    if one.category_id and one.unit_id and (one.area_id or not one.area_code) and one.standing != "agrees":
        key = str(Choice(one.category_id, one.area_id, one.unit_id))
    standing = str(STANDINGS[one.standing])
    if one.standing == "contradicts":
        standing = _("清单上是%(unit)s") % {"unit": one.listed_unit_name}
    return Shown(one, key, f"{one.share:.0%}", standing)
