"""Turn what was counted into proposals, in the names of the centre."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from linli.flow.routing.learning.drafting.book import Book, Named
from linli.flow.routing.learning.drafting.lines import Line, draft
from linli.flow.routing.learning.drafting.tallies import Tally
from linli.flow.routing.learning.learner.renames import Rename, Trace, renames
from linli.flow.routing.learning.proposals import ProposedDuty, ProposedSuccessor, Standing
from linli.flow.routing.learning.thresholds import Thresholds

ALIKE_TO_READERS = 0.6  # from here on two names look alike


def duties_from(tallies: Iterable[Tally], book: Book, bounds: Thresholds) -> list[ProposedDuty]:
    """Return the draft lines above the thresholds, each with what the list in force says."""
    return [_duty(line, book) for line in draft(tallies, orders=bounds.orders, share=bounds.share)]


def _duty(line: Line, book: Book) -> ProposedDuty:
    found, category, unit = line.finding, book.category(line.category), book.unit(line.finding.unit)
    area = book.area(line.area) if line.area else None
    listed = book.duties.line(category.id, area.id if area else None)
    standing: Standing = "absent"
    if listed:
        standing = "agrees" if listed.unit_id == unit.id else "contradicts"
    return ProposedDuty(
        category_id=category.id,
        category_code=category.code,
        category_name=category.name,
        area_id=area.id if area else None,
        area_code=area.code if area else "",
        area_name=area.name if area else "",
        unit_id=unit.id,
        unit_code=unit.code,
        unit_name=unit.name,
        n=found.n,
        of=found.of,
        share=found.share,
        since=found.first,
        last_seen=found.last,
        standing=standing,
        duty_id=listed.id if listed else None,
        listed_unit_name=listed.unit.name if listed else "",
    )


def successors_from(
    traces: Mapping[str, Trace], unit: Callable[[str], Named], book: Book, bounds: Thresholds
) -> list[ProposedSuccessor]:
    """Return the pairs of units that look like one unit renamed and that the register does not join yet.

    `unit` says what a key of `traces` stands for.
    """
    found = renames(
        traces,
        on=book.on,
        orders=bounds.successor_orders,
        gap_days=bounds.gap_days,
        confidence=bounds.confidence,
    )
    proposed = [_successor(rename, traces, unit) for rename in found]
    return [one for one in proposed if one.old_id is None or (one.old_id not in book.joined | {one.new_id})]


def _successor(
    rename: Rename, traces: Mapping[str, Trace], unit: Callable[[str], Named]
) -> ProposedSuccessor:
    old, new = unit(rename.old), unit(rename.new)
    return ProposedSuccessor(
        old_id=old.id,
        old_code=old.code,
        old_name=old.name,
        new_id=new.id,
        new_code=new.code,
        new_name=new.name,
        since=rename.since,
        confidence=rename.confidence,
        evidence=_grounds(rename, traces[rename.old], traces[rename.new]),
    )


def _grounds(rename: Rename, old: Trace, new: Trace) -> tuple[str, ...]:
    said = [
        _("“%(old)s”的最后一件是 %(day)s 收到的，此后再没有。")
        % {"old": old.name, "day": old.last.isoformat()},
        _("“%(new)s”从 %(day)s 开始接手，到现在共 %(n)d 件。")
        % {"new": new.name, "day": rename.since.isoformat(), "n": new.n},
        _("新单位办的事里，%(share)d%% 的地方和分类是旧单位办过的。") % {"share": round(rename.shared * 100)},
    ]
    if old.code and old.code == new.code:
        said.append(_("两个名称用的是同一个代码。"))
    elif rename.alike >= ALIKE_TO_READERS:
        said.append(_("两个名称相近。"))
    return tuple(said)
