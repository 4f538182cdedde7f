"""Landmarks and house numbers: the words by which people find a place without a map."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.ground.places.actions.drafts import EDIT, HousesDraft, LandmarkDraft, Problem
from linli.ground.places.models import Cell, HouseNumbers, Landmark
from linli.ground.places.queries.locating import places
from linli.lib.permission import May, require


def place_landmarks(drafts: Sequence[LandmarkDraft], *, actor: May, now: datetime) -> list[Problem]:
    """Take landmarks; the cell is that of the point unless the draft names one. A known name in its cell moves there.

    Returns what was not taken. Raises Refused.
    """
    require(actor, EDIT)
    today, problems, rows = timezone.localdate(now), [], {}
    with transaction.atomic():
        found = places()
        for draft in drafts:
            code = draft.cell or found.lookup.find(draft.lon, draft.lat, today)
            if not draft.name.strip() or code not in found.ids:
                reason = _("没有名称。") if code in found.ids else _("这个位置不在任何网格里。")
                problems.append(Problem(draft.line, draft.cell, reason))
                continue
            cell, name = found.ids[code], draft.name.strip()[:100]
            rows[cell, name] = Landmark(cell_id=cell, name=name, lon=draft.lon, lat=draft.lat)
        Landmark.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["cell", "name"],
            update_fields=["lon", "lat"],
            batch_size=500,
        )
    return problems


def place_houses(drafts: Sequence[HousesDraft], *, actor: May, now: datetime) -> list[Problem]:
    """Take runs of house numbers; what their cells had before is replaced. Returns what was not taken. Raises Refused."""
    require(actor, EDIT)
    problems, rows = [], []
    with transaction.atomic():
        codes = {draft.cell for draft in drafts}
        cells = {cell.code: cell for cell in Cell.objects.filter(code__in=codes)}
        for draft in drafts:
            if draft.cell not in cells:
                problems.append(Problem(draft.line, draft.cell, _("没有这个网格。")))
            elif not 0 < draft.first <= draft.last:
                problems.append(Problem(draft.line, draft.cell, _("门牌起号要大于零，不大于止号。")))
            else:
                cell = cells[draft.cell]
                rows.append(HouseNumbers(cell=cell, lane=draft.lane, first=draft.first, last=draft.last))
        HouseNumbers.objects.filter(cell__in={row.cell_id for row in rows}).delete()
        HouseNumbers.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return problems
