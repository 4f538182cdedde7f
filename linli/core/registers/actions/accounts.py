"""Accounts of staff as a register: what the ground does to an account is told to the ledger in the same transaction."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from linli.core.matters import ledger
from linli.core.registers.access import demand_edit
from linli.core.registers.declaration import VERB, named
from linli.ground.people import actions as people
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff


@transaction.atomic
def add_account(username: str, name: str, phone: str, *, actor: Actor, now: datetime) -> tuple[Staff, str]:
    """Make an account; return it with its first password, shown once. Raises Refused, AccountImpossible."""
    demand_edit(named("staff"), actor)
    staff, password = people.add_staff(username, name, phone=phone, actor=actor, now=now)
    after = {"username": staff.username, "name": staff.name, "phone": staff.phone}
    _record(staff, "add", after, actor, now)
    return staff, password


@transaction.atomic
def reset_password(staff: Staff, *, actor: Actor, now: datetime) -> str:
    """Return a new first password, shown once. Raises Refused, AccountImpossible."""
    demand_edit(named("staff"), actor)
    password = people.reset_password(staff, actor=actor, now=now)
    _record(staff, "reset_password", {}, actor, now)
    return password


def remove_second_factor(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Let the second factor be set up anew. Raises Refused, AccountImpossible."""
    _do(people.remove_second_factor, "remove_second_factor", staff, actor, now)


def disable(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Close the account and end its sessions. Raises Refused, AccountImpossible."""
    _do(people.disable, "disable", staff, actor, now)


def enable(staff: Staff, *, actor: Actor, now: datetime) -> None:
    """Open the account again. Raises Refused, AccountImpossible."""
    _do(people.enable, "enable", staff, actor, now)


@transaction.atomic
def _do(deed: Callable[..., None], act: str, staff: Staff, actor: Actor, now: datetime) -> None:
    demand_edit(named("staff"), actor)
    deed(staff, actor=actor, now=now)
    _record(staff, act, {}, actor, now)


def _record(staff: Staff, act: str, after: dict[str, str], actor: Actor, now: datetime) -> None:
    body = {"register": "staff", "act": act, "before": {}, "after": after}
    ledger.record(staff.pk, VERB, actor=actor, now=now, body=body)
