"""What surrounds every request: health answers, the request's number, one line in the log."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponseBase

from linli.config import health

log = structlog.get_logger("linli.request")

NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")

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
            )
        response["X-Request-ID"] = number
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """Return the pattern that matched, for example /q/<str:token>: parts of addresses can be secrets."""
    match = request.resolver_match
    return f"/{match.route}" if match else "(none)"
