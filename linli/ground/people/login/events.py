"""What allauth and Django tell about logins, kept as account events. Connected when the app is ready."""

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from linli.ground.people import opened
from linli.ground.people.actions.accounts import log
from linli.ground.people.login.adapters import BEGAN
from linli.ground.people.login.middleware import FACTOR, SEEN
from linli.ground.people.login.sessions import end_others
from linli.ground.people.models import AccountVerb, Staff


def connect() -> None:
    """Listen. Called once, by the app's `ready`."""
    for signal, listener in (
        (user_logged_in, _logged_in),
        (user_logged_out, _logged_out),
        (authentication_step_completed, _proved_again),
        (password_changed, _password_changed),
        (authenticator_added, _factor_added),
        (authenticator_removed, _factor_removed),
        (authentication_failed, _factor_failed),
    ):
        signal.connect(listener, dispatch_uid=f"linli.people.{listener.__name__}")


def _logged_in(request: HttpRequest, user: Staff, **_: Any) -> None:
    now = timezone.now()
    request.session[BEGAN] = request.session[SEEN] = now.isoformat()
    log(user, AccountVerb.LOGGED_IN, now=now)


def _logged_out(request: HttpRequest, user: Staff | None, **_: Any) -> None:
    opened.forget(request)
    if user is not None:
        log(user, AccountVerb.LOGGED_OUT, now=timezone.now())


def _proved_again(request: HttpRequest, **said: Any) -> None:
    """Give the session a new key when somebody proved anew who they are; a key seen before is worth nothing."""
    if said.get("reauthenticated"):
        opened.forget(request)
        request.session.cycle_key()


def _password_changed(request: HttpRequest, user: Staff, **_: Any) -> None:
    Staff.objects.filter(pk=user.pk).update(must_change_password=False)
    log(user, AccountVerb.PASSWORD_CHANGED, now=timezone.now())


def _factor_added(request: HttpRequest, user: Staff, **_: Any) -> None:
    now = timezone.now()
    log(user, AccountVerb.FACTOR_ADDED, now=now)
    end_others(request, user, now=now)


def _factor_removed(request: HttpRequest, user: Staff, **_: Any) -> None:
    request.session.pop(FACTOR, None)
    now = timezone.now()
    log(user, AccountVerb.FACTOR_REMOVED, now=now)
    end_others(request, user, now=now)


def _factor_failed(request: HttpRequest, user: Staff, **_: Any) -> None:
    log(user, AccountVerb.LOGIN_FAILED, now=timezone.now(), detail="mfa")
