"""Give the key of a sealed matter to a colleague, and take it away. Whoever gives it must have opened it themselves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import KeyHolder, Matter, Recusal
from linli.core.matters.sealed.keeping import wrapped_to
from linli.core.matters.sealed.recusal import marks_against
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.keyring.queries import current_keys
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of
from linli.lib.envelopes import public_of

RECEIVE, HANDLE = "sealed.receive", "sealed.handle"


class NoKey(Exception):
    """The colleague cannot hold the key; the message says why."""


def held(matter_id: UUID, *, actor: Actor) -> Matter:
    """Return the sealed matter, locked for this transaction, if the actor holds its key. Raises Refused."""
    seen = Matter.objects.visible_to(actor, sealed=True).select_for_update(of=("self",))
    try:
        return seen.get(id=matter_id, is_sealed=True)
    except Matter.DoesNotExist:
        raise Refused from None


def may_hold(matter: Matter, staff_id: UUID, *, now: datetime) -> bool:
    """Tell whether the key may be given to this member of staff: one who handles such matters and is not recused."""
    staff = Staff.objects.filter(id=staff_id, is_active=True).first()
    return staff is not None and _why_not(matter, staff, now=now) == ""


def _why_not(matter: Matter, staff: Staff, *, now: datetime) -> str:
    from django.utils import timezone

    one = actor_of(staff, on=timezone.localdate(now))
    if not (one.may(HANDLE) or one.may(RECEIVE)):
        return _("这位同事没有办理密封事项的权限。")
    if Recusal.objects.filter(matter=matter, mark__in=marks_against(one)).exists():
        return _("这位同事不能办这件事。")
    return ""


@transaction.atomic
def grant(matter_id: UUID, *, staff_id: UUID, key: bytes, actor: Actor, now: datetime) -> KeyHolder:
    """Wrap the matter's private `key` to a colleague, who can see the matter from now on, and record it.

    Raises Refused (not a holder, or that is not the matter's key), NoKey.
    """
    matter = held(matter_id, actor=actor)
    if actor.kind != "staff" or public_of(key) != bytes(matter.key.public):
        raise Refused("sealed.grant")
    return give(matter, staff_id, key, actor=actor, now=now)


def give(matter: Matter, staff_id: UUID, key: bytes, *, actor: Actor, now: datetime) -> KeyHolder:
    """Wrap the key to a colleague who may hold it, and record it; in the caller's transaction. Raises NoKey."""
    staff = Staff.objects.filter(id=staff_id, is_active=True).first()
    if staff is None:
        raise NoKey(_("没有这位同事，请重新选择。"))
    if why := _why_not(matter, staff, now=now):
        raise NoKey(why)
    theirs = current_keys([staff.id]).get(staff.id)
    if theirs is None:
        raise NoKey(_("这位同事还没有密钥：请他用自己的密码登录一次再授权。"))
    known = KeyHolder.objects.filter(matter=matter, staff=staff, ended_at__isnull=True)
    known.exclude(staff_key=theirs.id).update(ended_at=now)
    if holder := known.filter(staff_key=theirs.id).first():
        return holder
    holder = KeyHolder.objects.create(
        matter=matter,
        way=KeyHolder.Way.STAFF,
        staff=staff,
        staff_key=theirs.id,
        wrapped=wrapped_to(bytes(theirs.public), matter.id, key),
        granted_by_id=actor.staff_id,
        granted_at=now,
    )
    _tell(matter, "granted", staff, actor=actor, now=now)
    return holder


@transaction.atomic
def end_grant(matter_id: UUID, *, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """Take the key from a colleague, or give up one's own; somebody must keep it. Raises Refused, NoKey."""
    matter = held(matter_id, actor=actor)
    holders = KeyHolder.objects.filter(matter=matter, way=KeyHolder.Way.STAFF, ended_at__isnull=True)
    theirs = holders.filter(staff=staff_id).select_related("staff").first()
    if actor.kind != "staff" or theirs is None or theirs.staff is None:
        raise Refused("sealed.end_grant")
    others = holders.exclude(id=theirs.id)
    usable = current_keys(others.values_list("staff_id", flat=True))
    if not others.filter(staff_key__in=[key.id for key in usable.values()]).exists():
        raise NoKey(_("至少要有一位经办人持有钥匙。请先授权给别的同事。"))
    theirs.ended_at, theirs.wrapped = now, b""
    theirs.save(update_fields=["ended_at", "wrapped"])
    _tell(matter, "grant_ended", theirs.staff, actor=actor, now=now)


def _tell(matter: Matter, act: str, staff: Staff, *, actor: Actor, now: datetime) -> None:
    body = {"staff_name": staff.name}
    unit = actor.acting_for(matter.unit_id)
    ledger.record(matter.id, f"sealed.{act}", actor=actor, now=now, body=body, unit_id=unit)
