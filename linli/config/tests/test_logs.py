"""Logs tell what happened and nothing that anybody wrote."""

import io
import json
import logging
import logging.config

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import ResolverMatch

from linli.config import logs, middleware

SECRET = "13800000000"


@pytest.fixture
def written(monkeypatch):
    """Return a function that gives the log lines written so far."""
    out = io.StringIO()
    before = logging.getLogger().handlers[:]
    settings = logs.configuration(style="json", level="INFO")
    settings["handlers"]["out"]["stream"] = out
    logging.config.dictConfig(settings)
    yield out.getvalue
    logging.getLogger().handlers = before


def test_a_request_is_logged_by_its_route_and_not_by_its_address(written):
    request = RequestFactory().get(
        f"/q/{SECRET}", {"phone": SECRET}, headers={"X-Request-ID": "proxy-number-1"}
    )

    def answer(request) -> HttpResponseBase:
        request.resolver_match = ResolverMatch(lambda: None, (), {"token": SECRET}, route="q/<str:token>")
        return HttpResponse(status=404)

    response = middleware.number_and_log(answer)(request)
    line = json.loads(written().strip())
    assert (line["route"], line["status"], line["request"]) == ("/q/<str:token>", 404, "proxy-number-1")
    assert response["X-Request-ID"] == "proxy-number-1"
    assert SECRET not in written()


def test_a_number_that_could_forge_a_line_is_replaced(written):
    request = RequestFactory().get("/", headers={"X-Request-ID": "a\nb"})
    assert "\n" not in middleware.number_and_log(lambda request: HttpResponse())(request)["X-Request-ID"]


def test_an_exception_is_logged_by_type_and_place_without_its_words(written):
    try:
        raise ValueError(f"duplicate key (phone)=({SECRET})")
    except ValueError:
        logging.getLogger("linli.worker").exception("worker.failed")
        logging.getLogger("django.request").exception("Internal Server Error: /q/%s", SECRET)
    first, second = map(json.loads, written().strip().splitlines())
    assert first["error"] == second["error"] == "ValueError"
    assert "test_logs.py" in first["places"][-1]
    assert second["event"] == "django.request.failed"
    assert SECRET not in written()
