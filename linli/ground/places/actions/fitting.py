"""Whether cells fit: each ring sound, none overlapping another, no land between them left out."""

from collections.abc import Mapping, Sequence

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from linli.ground.places.actions.drafts import CellDraft, Gap, Problem
from linli.ground.places.rules import FitRules
from linli.lib.polygons import holes, missing, overlapping, square_metres


def shape_problem(draft: CellDraft) -> str:
    """Return what is wrong with the border in itself, as a sentence; "" if nothing."""
    if draft.shape is None:
        return {
            "bad_shape": _("边界无法读取。"),
            "not_area": _("边界不是面（Polygon 或 MultiPolygon）。"),
            "not_degrees": _("坐标不是经纬度。"),
        }.get(draft.wrong, _("没有边界。"))
    if not shapely.is_valid(draft.shape):
        where = shapely.is_valid_reason(draft.shape).partition("[")[2].rstrip("]")
        return _("边界自己相交或相碰（位置 %(where)s）。") % {"where": where}
    if square_metres(draft.shape) <= 0:
        return _("边界没有围住面积。")
    return ""


def fitting(
    drafts: Sequence[CellDraft], standing: Mapping[str, BaseGeometry], rules: FitRules
) -> tuple[list[CellDraft], list[Problem]]:
    """Return the drafts that overlap nothing that stands nor an earlier draft, and a problem for each other one.

    `standing` are the shapes now in force by code. A draft replaces the shape of its code; if it is refused, the old
    one stands, and what then overlaps that is refused too.
    """
    codes = [*standing, *(draft.code for draft in drafts)]
    clashes = overlapping([*standing.values(), *(_shape(d) for d in drafts)], tolerance=rules.overlap)
    refused: dict[int, Problem] = {}
    while True:
        replaced = {d.code for i, d in enumerate(drafts, start=len(standing)) if i not in refused}
        before = len(refused)
        for index, draft in enumerate(drafts, start=len(standing)):
            if index in refused:
                continue
            for other, area in clashes.get(index, ()):
                stands = codes[other] not in replaced if other < len(standing) else other not in refused
                if stands and codes[other] != draft.code:
                    refused[index] = _overlap(draft, codes[other], area)
                    break
        if len(refused) == before:
            break
    taken = [draft for index, draft in enumerate(drafts, start=len(standing)) if index not in refused]
    return taken, [refused[index] for index in sorted(refused)]


def _shape(draft: CellDraft) -> BaseGeometry:
    if draft.shape is None:
        raise ValueError(draft.code)
    return draft.shape


def _overlap(draft: CellDraft, other: str, area: float) -> Problem:
    words = {"code": draft.code, "other": other, "area": f"{area:,.0f}"}
    reason = _("%(code)s与%(other)s重叠%(area)s平方米，没有导入。请核对两个网格的边界。") % words
    return Problem(draft.line, draft.code, reason, draft.number, other, area)


def gaps(
    shapes: Mapping[str, BaseGeometry], outlines: Mapping[str, BaseGeometry], rules: FitRules
) -> list[Gap]:
    """Return the land that the cells enclose but do not hold, and what of each outline no cell holds."""
    if not shapes:
        return []
    found = [("", shape) for shape in holes(shapes.values(), tolerance=rules.gap)]
    for code, outline in outlines.items():
        inside = [(code, part) for part in missing(outline, shapes.values(), tolerance=rules.gap)]
        found += [(code, part) for code, part in inside if not any(part.equals(hole) for _, hole in found)]
    codes, tree = list(shapes), shapely.STRtree(list(shapes.values()))
    return [
        _gap(part, code, [codes[i] for i in tree.query(part, predicate="intersects")]) for code, part in found
    ]


def _gap(part: BaseGeometry, inside: str, beside: Sequence[str]) -> Gap:
    middle = part.representative_point()
    return Gap(round(middle.x, 6), round(middle.y, 6), square_metres(part), tuple(sorted(beside)), inside)
