"""Steps on sealed matters, which none of the other acts of handling may touch.

A step that asks for a member of staff entrusts the matter to them: they get its key, and it goes to their unit.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import sealed
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import NOTHING, Change, locked, procedure_of, take_step
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of

HOLDING = ("sealed.handle", "sealed.receive")


@transaction.atomic
def take_sealed_step(
    matter_id: UUID,
    name: str,
    *,
    said: Mapping[str, Any],
    key: bytes | None,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Take step `name` of a sealed matter. `key`: the matter's private key where the actor has opened it.

    Raises what `take_step` raises; AnswersWrong also where the key cannot be given to whom was chosen.
    """
    matter = locked(matter_id, actor=actor, sealed=True)
    step = procedure_of(matter).steps.get(name)
    if step is None or not matter.is_sealed:
        raise Refused(name)
    change = _entrusted(matter, step, said, key=key, actor=actor, now=now)
    return take_step(matter_id, name, actor=actor, now=now, version=version, answers=said, change=change)


def _entrusted(
    matter: Matter, step: Step, said: Mapping[str, Any], *, key: bytes | None, actor: Actor, now: datetime
) -> Change:
    ask = next((ask.name for ask in step.asks if ask.kind == "staff"), None)
    if ask is None or not said.get(ask):
        return NOTHING
    if key is None:
        raise AnswersWrong({ask: _("请先打开内容：要交给别人，钥匙得先在您手里。")})
    staff = Staff.objects.filter(id=_key(said[ask]), is_active=True).first()
    if staff is None:
        raise AnswersWrong({ask: _("没有这位同事，请重新选择。")})
    try:
        sealed.grant(matter.id, staff_id=staff.id, key=key, actor=actor, now=now)
    except sealed.NoKey as wrong:
        raise AnswersWrong({ask: str(wrong)}) from wrong
    return Change(
        fields={"handler": staff, "unit_id": _unit_of(staff, matter, now)}, says={"staff_name": staff.name}
    )


def _unit_of(staff: Staff, matter: Matter, now: datetime) -> UUID:
    """Return the unit for which `staff` handles such matters: the matter's own where they serve in it."""
    one = actor_of(staff, on=timezone.localdate(now))
    units = [grant.unit_id for name in HOLDING for grant in one.granting(name)]
    return matter.unit_id if matter.unit_id in units or not units else units[0]


def _key(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        return UUID(int=0)
