"""Sessions of staff end by themselves, and a refusal below the doors looks like an absence."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.ground.people.actor import Refused
from linli.ground.people.doorway import to_login
from linli.ground.people.login.adapters import BEGAN
from linli.lib.moments import is_within

log = structlog.get_logger("linli.people")

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+")
SEEN = "linli_seen"
FACTOR = "linli_factor"
QUIET = "Linli-Quiet"  # a page that asks by itself says so: that somebody is there it does not prove
LEFT_BEHIND = '"cache", "storage"'  # what the browser forgets of a session that has ended
SEEN_EVERY = timedelta(minutes=1)  # how often the session is written while somebody works


class Doorkeeper:
    """Ends idle and old sessions, asks for a second factor and a new password, turns Refused into the 404 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY not in request.session or not request.user.is_authenticated:
            return self.get_response(request)
        response = self._expired(request) or self._unfinished(request) or self.get_response(request)
        if not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = LEFT_BEHIND
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            log.warning("access.refused", permission=_name_in(exception))
            return response_for_exception(request, Http404())
        return None

    def _expired(self, request: HttpRequest) -> HttpResponseBase | None:
        now = timezone.now()
        began, seen = (_time(request.session.get(name)) for name in (BEGAN, SEEN))
        idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
        if (
            began is None
            or seen is None
            or not is_within(now - seen, idle)
            or not is_within(now - began, timedelta(hours=settings.STAFF_HOURS))
        ):
            logout(request)
            messages.info(request, _("为了安全，您已自动退出。请重新登录；保存过的草稿都在。"))
            return to_login(request)
        if now - seen > SEEN_EVERY and QUIET not in request.headers:
            request.session[SEEN] = now.isoformat()
        return None

    def _unfinished(self, request: HttpRequest) -> HttpResponseBase | None:
        if request.path.startswith(
            (reverse("account_login").removesuffix("login/"), settings.STATIC_URL, "/i18n/")
        ):
            return None
        if getattr(request.user, "must_change_password", False):
            return redirect("account_change_password")
        if settings.REQUIRE_SECOND_FACTOR and not request.session.get(FACTOR):
            if not is_mfa_enabled(request.user):
                return redirect("mfa_index")
            request.session[FACTOR] = True
        return None


def _name_in(refusal: Refused) -> str:
    """Return the permission that was missing, if one is named; never a sentence."""
    name = str(refusal)
    return name if NAME.fullmatch(name) else ""


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
