"""What a replay found, as parts of a page and as tables to take away."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.routing.laboratory.models import Replay
from linli.flow.routing.laboratory.queries.results import Behind, Idle, Load, Result
from linli.ground.look import parts
from linli.ground.look.wording import day
from linli.ground.people.models import Unit
from linli.lib.spreadsheets.writing import Value

MOVES, LOADS = 50, 15


def shown(result: Result) -> dict[str, Any]:
    """Return what the page of a replay shows."""
    moves = result.moves()
    opens = not result.replay.file_name
    return {
        "result": result,
        "figures": _figures(result),
        "moves": [
            (move, _url(result.replay, move.before, move.after) if opens else "") for move in moves[:MOVES]
        ],
        "more_moves": max(0, len(moves) - MOVES),
        "decided": result.decided(),
        "idle": [(idle, why(idle)) for idle in result.idle()],
        "conflicts": result.conflicts(),
        "dead": result.dead(),
        "loads": _bars(result),
        "bad": result.replay.asked.get("bad", []),
        "bad_rows": result.replay.asked.get("bad_rows", 0),
        "strangers": result.replay.asked.get("strangers", []),
    }


def why(idle: Idle) -> str:
    """Return why a rule decided nothing."""
    if idle.always:
        names = "、".join(f"“{rule.sentence}”" for rule in idle.always)
        return _("轮不到它：前面的%(rules)s总是先定了。") % {"rules": names}
    if not idle.fitted:
        return _("试算的事项里，没有它说的这一类。")
    if not idle.takers:
        return _("它说的这一类有%(n)s件，但都没有找到单位。") % {"n": idle.fitted}
    names = "、".join(_("“%(rule)s”定了%(n)s件") % {"rule": rule.sentence, "n": n} for rule, n in idle.takers)
    return _("它说的这一类有%(n)s件：%(takers)s。") % {"n": idle.fitted, "takers": names}


def _figures(result: Result) -> list[parts.Figure]:
    before, after = result.nobody
    moved = "" if result.replay.file_name or not result.changed else _moved_url(result.replay)
    found = [
        parts.Figure(_("会换单位的"), result.changed, result.asked, url=moved),
        parts.Figure(_("现行规则下没人专门负责的"), before, result.asked),
        parts.Figure(_("草稿下没人专门负责的"), after, result.asked),
    ]
    handled = result.found.get("handled", {})
    if handled.get("known"):
        note = _("和表里当时经办的单位一样")
        found += [
            parts.Figure(_("现行规则猜中的"), handled.get("before", 0), handled["known"], note=note),
            parts.Figure(_("草稿猜中的"), handled.get("after", 0), handled["known"], note=note),
        ]
    return found


def _bars(result: Result) -> parts.Bars:
    rows = [
        parts.Bar(load.unit.name, load.after, words=_before_after(load)) for load in result.loads()[:LOADS]
    ]
    return parts.Bars(
        _("变化最大的单位（条形是草稿下的件数）"),
        rows,
        label_name=_("单位"),
        value_name=_("现行 → 草稿"),
    )


def _before_after(load: Load) -> str:
    return f"{load.before} → {load.after}"


def _moved_url(replay: Replay, **query: str) -> str:
    address = reverse("desk:laboratory-moved", args=[replay.draft_id])
    return f"{address}?{urlencode(query)}" if query else address


def _url(replay: Replay, before: Unit, after: Unit) -> str:
    return _moved_url(replay, before=str(before.id), after=str(after.id))


def sentence(replay: Replay, before: UUID | None, after: UUID | None) -> list[parts.Chip]:
    """Return which matters are listed, in words."""
    units = Result(replay).around.units
    chips = [parts.Chip(_("会换单位的事项"))]
    if before and before in units:
        chips.append(parts.Chip(_("现行：%(unit)s") % {"unit": units[before].name}, _moved_url(replay)))
    if after and after in units:
        chips.append(parts.Chip(_("草稿：%(unit)s") % {"unit": units[after].name}, _moved_url(replay)))
    return chips


def pager(replay: Replay, before: UUID | None, after: UUID | None, found: Behind) -> parts.Pager:
    query = {name: str(key) for name, key in (("before", before), ("after", after)) if key}
    return parts.Pager(
        first=_moved_url(replay, **query) if found.begin else "",
        next=_moved_url(replay, **query, begin=str(found.following)) if found.following else "",
    )


Sheet = tuple[Sequence[str], Iterable[Sequence[Value]]]


def _moves_sheet(result: Result) -> Sheet:
    lines: list[Sequence[Value]] = [[move.before.name, move.after.name, move.n] for move in result.moves()]
    return [_("现行规则"), _("草稿"), _("件数")], lines


def _loads_sheet(result: Result) -> Sheet:
    lines: list[Sequence[Value]] = [
        [load.unit.name, load.before, load.after, load.after - load.before] for load in result.loads()
    ]
    return [_("单位"), _("现行"), _("草稿"), _("差")], lines


def _rules_sheet(result: Result) -> Sheet:
    lines: list[Sequence[Value]] = [
        [one.rule.sentence if one.rule else _("没有人专门负责"), one.before, one.after]
        for one in result.decided()
    ]
    return [_("规则"), _("现行"), _("草稿")], lines


def _conflicts_sheet(result: Result) -> Sheet:
    lines: list[Sequence[Value]] = [
        [
            one.first.category.name,
            one.first.area.name if one.first.area else _("全县"),
            one.first.get_severity_display(),
            one.first.unit.name,
            one.second.unit.name,
        ]
        for one in result.conflicts()
    ]
    return [_("分类"), _("地域"), _("轻重"), _("责任单位"), _("另一行的单位")], lines


def _dead_sheet(result: Result) -> Sheet:
    lines: list[Sequence[Value]] = [[one.unit.name, day(one.until), len(one.lines)] for one in result.dead()]
    return [_("单位"), _("停用"), _("清单上的行数")], lines


SHEETS: dict[str, Callable[[Result], Sheet]] = {
    "moves": _moves_sheet,
    "loads": _loads_sheet,
    "rules": _rules_sheet,
    "conflicts": _conflicts_sheet,
    "units": _dead_sheet,
}
