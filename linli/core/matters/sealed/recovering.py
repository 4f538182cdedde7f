"""The way in when nobody is left who can open a sealed matter: the recovery key, from paper."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters.models import KeyHolder, Matter
from linli.core.matters.sealed.granting import NoKey, give
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Staff
from linli.lib.envelopes import open_with
from linli.lib.sealing import SealBroken


@transaction.atomic
def recover(number: str, username: str, *, private: bytes, now: datetime) -> KeyHolder:
    """Give the key of the sealed matter `number` to a colleague with the recovery key's private half, and record it.

    Who is recused gets it in no way. Raises NoKey.
    """
    held = Matter.objects.visible_to(SYSTEM, sealed=True).select_for_update(of=("self",))
    matter = held.filter(number=number, is_sealed=True).first()
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if matter is None:
        raise NoKey(_("没有这件密封事项。请检查编号。"))
    if staff is None:
        raise NoKey(_("没有这位同事，请重新选择。"))
    wrapped = KeyHolder.objects.filter(matter=matter, way=KeyHolder.Way.RECOVERY, ended_at=None).first()
    if wrapped is None:
        raise NoKey(_("这件事来的时候还没有恢复密钥，恢复密钥打不开它。"))
    try:
        key = open_with(private, bytes(wrapped.wrapped), bound_to=f"matter:{matter.id}")
    except SealBroken as error:
        raise NoKey(_("这把恢复密钥打不开这件事。")) from error
    return give(matter, staff.id, key, actor=SYSTEM, now=now)
