"""Who holds which post and serves which cell. Nobody appoints themselves."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.people.actions.accounts import EDIT, AccountImpossible, log
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import (
    AccountVerb,
    CellDuty,
    CellPosting,
    CellText,
    Post,
    Posting,
    Staff,
    Unit,
    UnitKind,
)
from linli.ground.people.queries import reaches
from linli.ground.places.models import Cell


@transaction.atomic
def appoint(
    staff: Staff, post: Post, *, on: date, until: date | None = None, actor: Actor, now: datetime
) -> Posting:
    """Give `post` to `staff` from `on` until `until` (inclusive). Raises Refused, AccountImpossible."""
    _may_appoint(actor, staff, post.unit)
    posting, _new = Posting.objects.update_or_create(
        staff=staff, post=post, defaults={"valid_from": on, "valid_to": until}
    )
    log(staff, AccountVerb.APPOINTED, now=now, by=actor, detail=f"{post.unit.code} {post.name}")
    return posting


@transaction.atomic
def relieve(posting: Posting, *, on: date, actor: Actor, now: datetime) -> None:
    """End a posting: `on` is the first day without it. Raises Refused, AccountImpossible."""
    _may_appoint(actor, posting.staff, posting.post.unit)
    Posting.objects.filter(pk=posting.pk).update(valid_to=on - timedelta(days=1))
    log(
        posting.staff,
        AccountVerb.RELIEVED,
        now=now,
        by=actor,
        detail=f"{posting.post.unit.code} {posting.post.name}",
    )


@transaction.atomic
def assign_cell(
    staff: Staff,
    cell: Cell,
    duty: str = CellDuty.WORKER,
    *,
    on: date,
    until: date | None = None,
    actor: Actor,
) -> CellPosting:
    """Let `staff` serve `cell` from `on`. Raises Refused, AccountImpossible."""
    _may_edit_cell(actor, cell)
    if duty not in CellDuty.values:
        raise AccountImpossible(_("没有“%(duty)s”这种网格职责。") % {"duty": duty})
    posting, _new = CellPosting.objects.update_or_create(
        cell=cell, staff=staff, duty=duty, defaults={"valid_from": on, "valid_to": until}
    )
    return posting


@transaction.atomic
def write_cell_text(cell: Cell, *, extent: str, duties: str, promise: str, actor: Actor) -> CellText:
    """Write what the card of `cell` says. Raises Refused."""
    _may_edit_cell(actor, cell)
    text, _new = CellText.objects.update_or_create(
        cell=cell, defaults={"extent": extent, "duties": duties, "promise": promise}
    )
    return text


def _may_appoint(actor: Actor, staff: Staff, unit: Unit) -> None:
    if not reaches(actor, EDIT, unit):
        raise Refused(EDIT)
    if actor.staff_id == staff.pk:
        raise AccountImpossible(_("不能给自己任职。请由另一位账号管理员办理。"))


def _may_edit_cell(actor: Actor, cell: Cell) -> None:
    if actor.kind == "system":
        return
    unit = Unit.objects.filter(area=cell.village, kind=UnitKind.VILLAGE).select_related("area").first()
    if not (reaches(actor, EDIT, unit) if unit else actor.may(EDIT)):
        raise Refused(EDIT)
