"""What surrounds every request: health answers, the request's number, one line in the log."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from linli.config import health
from linli.ground.look import errors
from linli.ground.look.problem import problem_response

log = structlog.get_logger("linli.request")

NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
REFUSED = (401, 403, 404, 429)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")

Next = Callable[[HttpRequest], HttpResponseBase]


def answer_health(get_response: Next) -> Next:
    """Answer /healthz and /readyz before anything else is asked: no session, no host name, no redirect."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        view = health.VIEWS.get(request.path_info)
        return view(request) if view else get_response(request)

    return middleware


def number_and_log(get_response: Next) -> Next:
    """Give the request a number (kept from a proxy that gave one) and log its route, status and milliseconds."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        number = given if NUMBER.fullmatch(given) else uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            response = get_response(request)
            log.info(
                "request",
                method=request.method,
                route=route_of(request),
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000, 1),
                **who_was_refused(request, response),
            )
        response["X-Request-ID"] = number
        return response

    return middleware


def who_was_refused(request: HttpRequest, response: HttpResponseBase) -> dict[str, str]:
    """Return the account whose request found nothing or was refused, by its key; of what succeeded nobody is logged."""
    staff = getattr(getattr(request, "actor", None), "staff_id", None)
    return {"account": str(staff)} if staff and response.status_code in REFUSED else {}


def refuse_what_nobody_means(get_response: Next) -> Next:
    """Refuse methods that no page has (TRACE, words of one's own), addresses with a character that no text has (NUL, which
    PostgreSQL does not take), and programs that show their token in the clear.

    A person who comes without HTTPS is led on to it; a program led on would show its token so every day, and nobody
    would notice.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.page(request, 400)
        if settings.HTTPS and request.path_info.startswith("/api/") and not request.is_secure():
            return problem_response(
                403, _("这里只接受 HTTPS"), _("如果带了令牌，它已经在明文中发送过，请更换。")
            )
        return get_response(request)

    return middleware


def route_of(request: HttpRequest) -> str:
    """Return the pattern that matched, for example /q/<str:token>: parts of addresses can be secrets."""
    match = request.resolver_match
    return f"/{match.route}" if match else "(none)"
