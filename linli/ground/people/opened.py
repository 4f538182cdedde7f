"""Sealed matters that a browser has open for a while.

The session keeps the key of each, encrypted under a secret that only this browser has (a cookie that scripts cannot
read and other sites cannot have sent). So neither the database nor the browser alone holds a key: a copy of all
sessions opens nothing. What is kept is bound to the session and the matter, and worthless after OPENED_MINUTES.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from linli.lib.moments import is_still
from linli.lib.sealing import SealBroken, Sealer

OPENED = "linli_opened"  # session: matter → until, key under the browser's secret
FRESH = "linli_opened_secret"  # request: a secret that its answer brings to the browser
FORGOTTEN = "linli_opened_forgotten"  # request: the browser shall forget its secret
SECRET_BYTES, LONGEST_SECRET = 32, 100
KEPT_MATTERS = 20


def keep(request: HttpRequest, matter_id: UUID, key: bytes) -> None:
    """Let this browser show the matter for OPENED_MINUTES. Sets a cookie; call it before the answer is made."""
    if request.session.session_key is None:
        request.session.create()
    until = (timezone.now() + timedelta(minutes=settings.OPENED_MINUTES)).isoformat()
    bound_to = _bound_to(request, str(matter_id), until)
    opened = _still_open(request)
    secret = (_secret(request) if opened else None) or _new_secret(request)
    sealed = _sealer(secret).seal(key.hex(), bound_to=bound_to)
    others = {one: kept for one, kept in opened.items() if one != str(matter_id)}
    newest = list(others.items())[-(KEPT_MATTERS - 1) :]
    request.session[OPENED] = dict(newest) | {str(matter_id): [until, sealed.hex()]}


def key_of(request: HttpRequest, matter_id: UUID) -> bytes | None:
    """Return the key of the matter while this browser has it open, else None."""
    kept, secret = _still_open(request).get(str(matter_id)), _secret(request)
    if kept is None or secret is None:
        return None
    until, sealed = kept
    try:
        opened = _sealer(secret).open(
            bytes.fromhex(sealed), bound_to=_bound_to(request, str(matter_id), until)
        )
    except SealBroken:
        return None
    return bytes.fromhex(opened)


def until(request: HttpRequest, matter_id: UUID) -> datetime | None:
    """Return until when this browser has the matter open; None when it is not open."""
    if key_of(request, matter_id) is None:
        return None
    return datetime.fromisoformat(_still_open(request)[str(matter_id)][0])


def close(request: HttpRequest, matter_id: UUID) -> None:
    """Close one matter in this browser."""
    request.session[OPENED] = {
        one: kept for one, kept in _still_open(request).items() if one != str(matter_id)
    }


def forget(request: HttpRequest) -> None:
    """Close every matter in this browser, as when its user leaves."""
    request.session.pop(OPENED, None)
    vars(request).pop(FRESH, None)
    setattr(request, FORGOTTEN, True)


class KeptOpen:
    """Brings the browser its secret when a matter was opened, and takes it away when everything was closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        name, secret = settings.OPENED_COOKIE_NAME, getattr(request, FRESH, None)
        if secret is not None:
            response.set_cookie(name, secret, secure=settings.HTTPS, httponly=True, samesite="Strict")
        elif getattr(request, FORGOTTEN, False) and name in request.COOKIES:
            response.set_cookie(name, "", max_age=0, secure=settings.HTTPS, httponly=True, samesite="Strict")
        return response


def _still_open(request: HttpRequest) -> dict[str, list[str]]:
    now, longest = timezone.now(), timedelta(minutes=settings.OPENED_MINUTES)
    kept: dict[str, list[str]] = request.session.get(OPENED, {})
    return {
        one: pair for one, pair in kept.items() if is_still(datetime.fromisoformat(pair[0]), longest, now=now)
    }


def _secret(request: HttpRequest) -> str | None:
    fresh: str | None = getattr(request, FRESH, None)
    if fresh is not None or getattr(request, FORGOTTEN, False):
        return fresh
    known = request.COOKIES.get(settings.OPENED_COOKIE_NAME, "")
    return known if SECRET_BYTES <= len(known) <= LONGEST_SECRET else None


def _new_secret(request: HttpRequest) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    setattr(request, FRESH, secret)
    return secret


def _sealer(secret: str) -> Sealer:
    return Sealer(b"linli/opened/1\0" + secret.encode())


def _bound_to(request: HttpRequest, matter_id: str, until: str) -> str:
    return f"opened {request.session.session_key} {matter_id} {until}"
