"""What every door does before anything else: find out who is there, and turn away alike from what is absent and
what is forbidden.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from linli.ground.people import opened
from linli.ground.people.actor import Actor, resident
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of
from linli.lib.moments import is_still

MATTERS = "linli_matters"
CONTACT = "linli_contact"
KEPT_MATTERS = 20

Parameters = ParamSpec("Parameters")


class StaffRequest(HttpRequest):
    """A request that passed `staff_required`."""

    actor: Actor
    user: Staff


def staff_required(
    permission: str | None = None,
) -> Callable[
    [Callable[Concatenate[StaffRequest, Parameters], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase],
]:
    """Decorate a view for staff: `request.actor` is who acts. Without login, to the login page; without
    `permission`, the same 404 page as for what does not exist."""

    def decorate(
        view: Callable[Concatenate[StaffRequest, Parameters], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
        @never_cache
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request)
            known = cast(StaffRequest, request)
            known.actor = actor_of(known.user, on=timezone.localdate())
            if permission is not None and not known.actor.may(permission):
                raise Http404
            return view(known, *args, **kwargs)

        return guarded

    return decorate


def to_login(request: HttpRequest) -> HttpResponseBase:
    """Return the way to the login page and back; a fragment asked for by htmx makes the whole page go there."""
    if request.headers.get("HX-Request") == "true":
        back = request.headers.get("HX-Current-URL", "")
        target = redirect_to_login(_path_of(back)).headers["Location"]
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "")


def resident_of(request: HttpRequest) -> Actor:
    """Return the resident at the door: the matters whose codes they gave, the phone they showed, each for a while."""
    now = timezone.now()
    matters = {UUID(key) for key, until in request.session.get(MATTERS, {}).items() if _still(until, now)}
    contact = request.session.get(CONTACT, {})
    index = contact.get("index", "") if _still(contact.get("until", ""), now) else ""
    return resident(matters, contact_index=index)


def open_matter_in_session(request: HttpRequest, matter_id: UUID) -> None:
    """Remember that this browser gave the code of a matter. The session gets a new key, so none can be planted."""
    opened = dict(request.session.get(MATTERS, {}))
    opened.pop(str(matter_id), None)
    newest = list(opened.items())[-(KEPT_MATTERS - 1) :]
    request.session.cycle_key()
    request.session[MATTERS] = dict(newest) | {str(matter_id): _until()}


def open_contact_in_session(request: HttpRequest, contact_index: str) -> None:
    """Remember that this browser gave the code sent to a phone (`actions.check_code` returns its index)."""
    request.session.cycle_key()
    request.session[CONTACT] = {"index": contact_index, "until": _until()}


def leave(request: HttpRequest) -> None:
    """Forget everything the resident opened in this browser, as on a shared telephone."""
    request.session.pop(MATTERS, None)
    request.session.pop(CONTACT, None)
    opened.forget(request)


def source_of(request: HttpRequest) -> str:
    """Return the network address that asks, as the outermost of our own proxies saw it (LINLI_PROXIES)."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return direct
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    return forwarded[-settings.PROXIES] if len(forwarded) >= settings.PROXIES else direct


def _until() -> str:
    return (timezone.now() + timedelta(minutes=settings.RESIDENT_MINUTES)).isoformat()


def _still(until: str, now: datetime) -> bool:
    longest = timedelta(minutes=settings.RESIDENT_MINUTES)
    return bool(until) and is_still(datetime.fromisoformat(until), longest, now=now)


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
