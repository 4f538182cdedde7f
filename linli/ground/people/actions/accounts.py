"""Accounts of staff: made, disabled and helped out by whoever holds `people.edit`, never by themselves."""

import secrets
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from linli.ground.people.actor import Actor, Refused
from linli.ground.people.keyring import actions as keyring
from linli.ground.people.models import AccountEvent, AccountVerb, Posting, Staff
from linli.ground.people.queries import reaches
from linli.lib.identifiers import ALPHABET

EDIT = "people.edit"
PASSWORD_LENGTH = 12
EVERYWHERE = "everywhere"  # detail of LOGGED_OUT: all sessions, not the one that asked


class AccountImpossible(Exception):
    """What was asked of an account cannot be done; says why, for people."""


def new_password() -> str:
    """Return a first password that can be read aloud (58 bits); its holder must change it at once."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))


@transaction.atomic
def add_staff(
    username: str,
    name: str,
    *,
    phone: str = "",
    password: str | None = None,
    is_program: bool = False,
    actor: Actor,
    now: datetime,
) -> tuple[Staff, str]:
    """Make an account; return it with its first password, which is changed at the first login. Raises Refused.

    `is_program`: of a program, not of a person; no work is given to it.
    """
    _may_edit(actor)
    username = Staff.normalize_username(username.strip())
    if not username or not name.strip():
        raise AccountImpossible(_("请填写账号和姓名。"))
    if Staff.objects.filter(username__iexact=username).exists():
        raise AccountImpossible(_("账号“%(username)s”已经有人使用。请换一个。") % {"username": username})
    password = password or new_password()
    staff = Staff.objects.create_user(
        username,
        password,
        name=name.strip(),
        phone=phone,
        is_program=is_program,
        must_change_password=True,
    )
    log(staff, AccountVerb.ADDED, now=now, by=actor)
    return staff, password


@transaction.atomic
def reset_password(staff: Staff, *, actor: Actor, now: datetime) -> str:
    """Give `staff` a new first password and end their sessions; return it, to be told in person. Raises Refused.

    Their key ends with the old password: who resets it gets no way into what is sealed to them.
    """
    _may_edit_other(actor, staff)
    password = new_password()
    validate_password(password, staff)
    staff.set_password(password)
    Staff.objects.filter(pk=staff.pk).update(
        password=staff.password, must_change_password=True, session_epoch=F("session_epoch") + 1
    )
    keyring.end(staff, now=now)
    log(staff, AccountVerb.PASSWORD_RESET, now=now, by=actor)
    return password


@transaction.atomic
def remove_second_factor(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Take away a lost second factor, so that another can be set up at the next login. Raises Refused."""
    _may_edit_other(actor, staff)
    Authenticator.objects.filter(user=staff).delete()
    _end_sessions(staff)
    log(staff, AccountVerb.FACTOR_REMOVED, now=now, by=actor)


@transaction.atomic
def end_sessions(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """End every session of `staff`, as when their telephone was stolen; they may log in again. Raises Refused."""
    _may_edit_other(actor, staff)
    _end_sessions(staff)
    log(staff, AccountVerb.LOGGED_OUT, now=now, by=actor, detail=EVERYWHERE)


@transaction.atomic
def end_own_sessions(staff: Staff, *, now: datetime) -> None:
    """End every session of one's own account."""
    _end_sessions(staff)
    log(staff, AccountVerb.LOGGED_OUT, now=now, detail=EVERYWHERE)


@transaction.atomic
def disable(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Let nobody log in to the account any more, and end its sessions. Raises Refused."""
    _may_edit_other(actor, staff)
    Staff.objects.filter(pk=staff.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
    log(staff, AccountVerb.DISABLED, now=now, by=actor)


@transaction.atomic
def enable(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Let the account log in again, with new sessions only. Raises Refused."""
    _may_edit_other(actor, staff)
    Staff.objects.filter(pk=staff.pk).update(is_active=True)
    log(staff, AccountVerb.ENABLED, now=now, by=actor)


@transaction.atomic
def set_absence(staff: Staff, until: date | None, *, actor: Actor) -> None:
    """Say that `staff` is away until a day (inclusive), or back. One's own absence, or `people.edit`. Raises Refused."""
    if actor.staff_id != staff.pk:
        _may_edit_other(actor, staff)
    Staff.objects.filter(pk=staff.pk).update(absent_until=until)


def _end_sessions(staff: Staff) -> None:
    Staff.objects.filter(pk=staff.pk).update(session_epoch=F("session_epoch") + 1)


def log(staff: Staff, verb: AccountVerb, *, now: datetime, by: Actor | None = None, detail: str = "") -> None:
    """Keep that something happened to an account."""
    AccountEvent.objects.create(
        staff=staff, verb=verb, at=now, by_id=by.staff_id if by else None, detail=detail
    )


def _may_edit(actor: Actor) -> None:
    if not actor.may(EDIT):
        raise Refused(EDIT)


def _may_edit_other(actor: Actor, staff: Staff) -> None:
    """Ask for `people.edit` over every unit where `staff` holds a post, and that they are somebody else."""
    _may_edit(actor)
    if actor.staff_id == staff.pk:
        raise AccountImpossible(_("不能修改自己的账号。请由另一位账号管理员办理。"))
    posts = Posting.objects.filter(staff=staff).select_related("post__unit__area")
    if not all(reaches(actor, EDIT, posting.post.unit) for posting in posts):
        raise Refused(EDIT)
