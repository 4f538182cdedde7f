"""Sessions of staff end by themselves, and a refusal below the doors looks like an absence."""

from collections.abc import Callable
from datetime import datetime, timedelta

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

SEEN = "linli_seen"
FACTOR = "linli_factor"
QUIET = "Linli-Quiet"  # a page that asks by itself says so: that somebody is there it does not prove
SEEN_EVERY = timedelta(minutes=1)  # how often the session is written while somebody works


class Doorkeeper:
    """Ends idle and old sessions, asks for a second factor and a new password, turns Refused into the 404 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY in request.session and request.user.is_authenticated:
            stopped = self._expired(request) or self._unfinished(request)
            if stopped is not None:
                return stopped
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return response_for_exception(request, Http404())
        return None

    def _expired(self, request: HttpRequest) -> HttpResponseBase | None:
        now = timezone.now()
        began, seen = (_time(request.session.get(name)) for name in (BEGAN, SEEN))
        idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
        if (
            began is None
            or seen is None
            or now - seen > idle
            or now - began > timedelta(hours=settings.STAFF_HOURS)
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


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
