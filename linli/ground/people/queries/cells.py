"""Who serves a grid cell, and the card of it that hangs in the stairwell."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.ground.people.models import CellDuty, CellPosting, CellText, Staff, Unit
from linli.ground.people.queries.dates import valid_on
from linli.ground.places.models import Cell


@dataclass(frozen=True)
class CellCard:
    """What is posted about a cell. `missing` names, in words for people, what should be there and is not."""

    code: str
    name: str
    village: str
    extent: str
    duties: str
    promise: str
    postings: tuple[CellPosting, ...]
    supervision_unit: str
    supervision_phone: str
    missing: tuple[str, ...]

    def holding(self, duty: str) -> tuple[Staff, ...]:
        """Return who holds `duty` (chief, worker, adviser)."""
        return tuple(posting.staff for posting in self.postings if posting.duty == duty)


def worker_of(cell: Cell, on: date) -> Staff | None:
    """Return the worker of `cell` on `on`, or its chief if it has no worker that day."""
    postings = _postings(cell, on)
    order = {CellDuty.WORKER.value: 0, CellDuty.CHIEF.value: 1}
    serving = sorted((one for one in postings if one.duty in order), key=lambda one: order[one.duty])
    return serving[0].staff if serving else None


def cells_of(staff: Staff, *, on: date) -> QuerySet[Cell]:
    """Return the cells that `staff` serves on `on`."""
    return Cell.objects.filter(valid_on(on, "postings__"), postings__staff=staff).distinct().order_by("code")


def card_of(cell: Cell, *, on: date) -> CellCard:
    """Return the card of `cell` as it should hang on `on`. Three queries."""
    postings = tuple(_postings(cell, on))
    text = CellText.objects.filter(pk=cell.pk).first() or CellText(cell=cell)
    unit = _supervisor(cell, on)
    workers = [one.staff for one in postings if one.duty == CellDuty.WORKER]
    phone = unit.phone if unit else ""
    wanted = {
        _("范围"): text.extent,
        _("网格员"): workers,
        _("网格员电话"): workers and all(worker.phone for worker in workers),
        _("监督电话"): phone,
    }
    return CellCard(
        code=cell.code,
        name=cell.name,
        village=cell.village.name,
        extent=text.extent,
        duties=text.duties,
        promise=text.promise,
        postings=postings,
        supervision_unit=unit.name if unit else "",
        supervision_phone=phone,
        missing=tuple(name for name, there in wanted.items() if not there),
    )


def _postings(cell: Cell, on: date) -> QuerySet[CellPosting]:
    serving = CellPosting.objects.filter(valid_on(on), cell=cell, staff__is_active=True)
    return serving.select_related("staff").order_by("duty", "valid_from", "id")


def _supervisor(cell: Cell, on: date) -> Unit | None:
    """Return the unit whose phone supervises: the town's, since the village's own is that of those supervised."""
    areas = [area for area in (cell.village.parent_id, cell.village_id) if area]
    units = Unit.objects.filter(valid_on(on), area__in=areas).exclude(phone="")
    return units.select_related("area").order_by("area__level", "code").first()
