"""Figures of a report in words: numbers, bands and what is hidden; the drafted texts."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from linli.capabilities.petitions.figures.counting.measures import SHARES
from linli.capabilities.petitions.figures.report.chapters import CHAPTERS
from linli.capabilities.petitions.figures.report.figures import Figures

FILE = "drafted.toml"
LOCAL = "petition-report.toml"
CHINESE = "zh-hans"
MOST_NAMED = 3


def told(said: Sequence[Any], fewest: int) -> str:
    """Return a number as it is published, from its sign, value and highest value."""
    sign, value, most = said
    match sign:
        case "few":
            return _("少于%(n)s") % {"n": fewest}
        case "range":
            return _("%(first)s至%(last)s") % {"first": value, "last": most}
        case "withheld":
            return _("不公布")
    return str(value)


def percent(numerator: int, denominator: int) -> str:
    return f"{100 * numerator / denominator:.1f}%" if denominator else "–"


def largest(table: Mapping[str, Any]) -> list[Sequence[Any]]:
    """Return the rows whose number is told, the largest first."""
    rows = [row for row in table["rows"] if row[1] in ("shown", "range")]
    return sorted(rows, key=lambda row: -row[2])


def drafted(figures: Figures) -> dict[str, str]:
    """Return the texts of all chapters as the figures give them, in Chinese: the language of the document."""
    with override(CHINESE):
        said = _said(figures)
    return {chapter: _texts()[chapter].format_map(said).strip() for chapter in CHAPTERS}


@cache
def _texts() -> Mapping[str, str]:
    """Return the centre's own texts where its locality has them, else those that ship."""
    texts: dict[str, str] = tomllib.loads((Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    local = Path(settings.LOCALITY) / LOCAL
    if local.is_file():
        texts |= tomllib.loads(local.read_text(encoding="utf-8"))
    return texts


def _said(figures: Figures) -> dict[str, object]:
    fewest = figures["fewest"]
    klass = {row[0]: row for row in figures["tables"]["klass"]["rows"]}
    conclusions = figures["tables"]["conclusion"]["rows"]
    proposals = figures["proposals"]
    said: dict[str, object] = {name: told(one, fewest) for name, one in figures["numbers"].items()}
    said |= {row[0]: _pieces(row, fewest) for row in conclusions}
    said |= {each.name: _in_percent(figures["shares"][each.name]) for each in SHARES}
    said |= {f"made_{kind}": counts["made"] for kind, counts in proposals.items()}
    return said | {
        "year": figures["year"],
        "received": _pieces(["", *figures["tables"]["form"]["total"]], fewest),
        "claims": _pieces(klass["claim"], fewest),
        "suggestions": _pieces(klass["suggestion"], fewest),
        "extended": _pieces(["", *figures["numbers"]["extended"]], fewest),
        "largest_fields": _named(figures["tables"]["category"], fewest),
        "largest_organs": _named(figures["tables"]["organ"], fewest),
        "proposals_answered": sum(one["answered"] for one in proposals.values()),
        "proposals_adopted": sum(one["adopted"] + one["partly"] for one in proposals.values()),
    }


def _pieces(row: Sequence[Any], fewest: int) -> str:
    """Return a number of petitions; one that is withheld needs no measure word."""
    words = told(row[1:], fewest)
    return words if row[1] == "withheld" else _("%(n)s件") % {"n": words}


def _in_percent(share: Sequence[int] | None) -> str:
    return _("（件数太少，不计算）") if share is None else percent(share[0], share[1])


def _named(table: Mapping[str, Any], fewest: int) -> str:
    rows = largest(table)[:MOST_NAMED]
    if not rows:
        return _("（件数太少，不公布）")
    return "、".join(_("%(name)s（%(n)s）") % {"name": row[0], "n": _pieces(row, fewest)} for row in rows)
