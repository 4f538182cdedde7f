"""Settle where a matter is: from a point to its cell, from a cell to its village and town."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.flow.intake.submission import Spot, SubmissionWrong
from linli.ground.places.models import Area, Cell, Level
from linli.ground.places.queries import locate
from linli.ground.prepared import Prepared


def settle(spot: Spot, *, on: date) -> Spot:
    """Return `spot` with cell, village and town filled in as far as they follow. Raises SubmissionWrong.

    A point outside the county is refused with a sentence, because nobody here could go there; words alone are fine.
    """
    found = _cell(spot, on=on)
    if found is not None:
        cell_id, village_id, town_id = found
        return replace(spot, cell_id=cell_id, village_id=village_id, town_id=town_id)
    if spot.village_id:
        village = Area.objects.filter(id=spot.village_id, level=Level.VILLAGE).first()
        if village is None:
            raise SubmissionWrong({"village": _("没有这个村社区，请重新选择。")})
        return replace(spot, town_id=village.parent_id)
    return spot


def _cell(spot: Spot, *, on: date) -> tuple[UUID, UUID, UUID | None] | None:
    """Return the keys of the cell, its village and its town, where a point or a cell was told."""
    if spot.longitude is not None and spot.latitude is not None:
        cell = locate(spot.longitude, spot.latitude, on=on)
        if cell is None:
            raise SubmissionWrong(
                {"place": _("这个位置不在本县范围内。请在地图上重新点选，或者改用文字说明地点。")}
            )
        return cell.id, cell.village_id, cell.village.parent_id
    if spot.cell_id:
        for village, town in _areas(spot.cell_id):
            return spot.cell_id, village, town
        raise SubmissionWrong({"cell": _("没有这个网格，请重新选择。")})
    return None


_areas = Prepared(  # without the polygon, which may be long
    lambda cell_id: Cell.objects.filter(id=cell_id).values_list("village_id", "village__parent_id")
)
