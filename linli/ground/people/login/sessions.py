"""Sessions of one account: all but this one ended at once, as when a second factor changed or a telephone was lost."""

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from linli.ground.people import actions
from linli.ground.people.models import AccountEvent, AccountVerb, Staff

SHOWN = 20
ABOUT_SIGNING_IN = [
    AccountVerb.LOGGED_IN,
    AccountVerb.LOGIN_FAILED,
    AccountVerb.LOGGED_OUT,
    AccountVerb.PASSWORD_CHANGED,
    AccountVerb.PASSWORD_RESET,
    AccountVerb.FACTOR_ADDED,
    AccountVerb.FACTOR_REMOVED,
]


def latest(staff: Staff) -> list[AccountEvent]:
    """Return what last happened to the account of `staff` at the door, the newest first."""
    events = AccountEvent.objects.filter(staff=staff, verb__in=ABOUT_SIGNING_IN)
    return list(events.select_related("by").order_by("-at", "-id")[:SHOWN])


def end_others(request: HttpRequest, staff: Staff, *, now: datetime) -> None:
    """End every session of the account but the one that asks, which gets a new key."""
    actions.end_own_sessions(staff, now=now)
    staff.refresh_from_db(fields=["session_epoch"])
    update_session_auth_hash(request, staff)
