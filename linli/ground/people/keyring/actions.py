"""Keys of staff: made, kept under another password, renewed, ended, unlocked.

A password that somebody else knows protects nothing. So an account with a first password (made, imported or reset by
an administrator) has no key until its holder chose a password of their own; a reset ends the key there was.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.people import throttle
from linli.ground.people.keyring.models import StaffKey
from linli.ground.people.keyring.queries import has_key, stretch
from linli.ground.people.models import Staff
from linli.lib import envelopes
from linli.lib.identifiers import uuid7
from linli.lib.sealing import SealBroken

ATTEMPTS, WINDOW = 5, timedelta(minutes=15)


class WrongPassword(Exception):
    """The key did not open; says why, for people."""


class NoKey(WrongPassword):
    """There is no key to open: the holder has not signed in with a password of their own yet."""


def fresh(staff: Staff, password: str, *, now: datetime) -> StaffKey:
    """Return a new key of `staff` under `password`, not saved yet. Raises ValueError for the account of a program."""
    if staff.is_program:
        raise ValueError("programs hold no keys")
    pair = envelopes.new_pair()
    key = StaffKey(id=uuid7(), staff=staff, public=pair.public, made_at=now)
    key.private_wrapped = _wrapped(key, pair.private, password)
    return key


def make(staff: Staff, password: str, *, now: datetime) -> StaffKey:
    """Give `staff` their first key. Raises IntegrityError when they have one: see `renew`."""
    key = fresh(staff, password, now=now)
    key.save(force_insert=True)
    return key


def end(staff: Staff, *, now: datetime) -> None:
    """End the key of `staff`, if any, and destroy its private half."""
    StaffKey.objects.filter(staff=staff, ended_at=None).update(ended_at=now, private_wrapped=b"")


@transaction.atomic
def renew(staff: Staff, password: str, *, now: datetime) -> StaffKey:
    """Give `staff` a new key in place of one that nobody can open any more."""
    end(staff, now=now)
    return make(staff, password, now=now)


@transaction.atomic
def rewrap(staff: Staff, old: str, new: str, *, now: datetime) -> StaffKey:
    """Keep the key of `staff` under their new password.

    Where they have none yet, or `old` does not open it, a new key begins.
    """
    key = StaffKey.objects.select_for_update().filter(staff=staff, ended_at=None).first()
    if key is None:
        return make(staff, new, now=now)
    try:
        private = _unwrapped(key, old)
    except SealBroken:
        return renew(staff, new, now=now)
    key.private_wrapped = _wrapped(key, private, new)
    key.save(update_fields=["private_wrapped"])
    return key


def see_to(staff: Staff, password: str, *, now: datetime) -> None:
    """Make the key of whoever signed in with a password of their own and has none yet."""
    if staff.is_program or staff.must_change_password or has_key(staff.pk):
        return
    with transaction.atomic():
        locked = Staff.objects.select_for_update().get(pk=staff.pk)
        if not has_key(locked.pk):
            make(locked, password, now=now)


def unlock(staff_id: UUID, password: str, *, now: datetime) -> bytes:
    """Return the private half (32 bytes) of the key of `staff_id`. Raises WrongPassword, NoKey.

    Five wrong passwords in 15 minutes and the right one waits too. The attempt is counted for good before it is
    tried, so this must not be called inside a transaction (RuntimeError): a refusal would undo the counting.
    """
    limit = throttle.Limit("keyring", str(staff_id), ATTEMPTS, WINDOW)
    with transaction.atomic(durable=True):
        verdict = throttle.attempt([limit], now=now)
    if not verdict.allowed:
        raise WrongPassword(_("密码错误次数太多。请15分钟后再试。"))
    key = StaffKey.objects.filter(staff_id=staff_id, ended_at=None).first()
    if key is None:
        verdict.forgive()
        raise NoKey(_("您还没有密钥。请退出，用自己的密码重新登录一次。"))
    try:
        private = _unwrapped(key, password)
    except SealBroken as error:
        raise WrongPassword(_("密码不对。请输入您登录时用的密码。")) from error
    verdict.forgive()
    return private


def _wrapped(key: StaffKey, private: bytes, password: str) -> bytes:
    return envelopes.wrap_by_phrase(password, private, bound_to=key.bound_to, stretch=stretch())


def _unwrapped(key: StaffKey, password: str) -> bytes:
    return envelopes.unwrap_by_phrase(password, bytes(key.private_wrapped), bound_to=key.bound_to)
