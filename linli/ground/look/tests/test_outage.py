"""The database goes away or the disk is full: what people and programs are told, and what is not blamed on it."""

import errno

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import Client
from django.urls import include, path

from linli.ground.look.outage import RETRY_SECONDS, ROOM_SECONDS, seconds_to_wait


def away(request):
    raise OperationalError("connection refused")


def full(request):
    raise OSError(errno.ENOSPC, "No space left on device")


def session_lost(request):
    try:
        try:
            raise OperationalError("server closed the connection unexpectedly")
        except DatabaseError:
            raise RuntimeError("the session could not be saved")  # noqa: B904 - as Django does
    except RuntimeError:
        raise SessionInterrupted("The session was deleted before the request completed.")  # noqa: B904


urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/", include("linli.ground.look.urls")),
    path("t/away", away),
    path("t/full", full),
    path("t/session", session_lost),
]
handler400, handler500 = "linli.ground.look.errors.bad_request", "linli.ground.look.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser(settings):
    settings.MIDDLEWARE = [
        "linli.ground.look.headers.SecurityHeaders",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "seconds"), [("away", RETRY_SECONDS), ("session", RETRY_SECONDS), ("full", ROOM_SECONDS)]
)
def test_people_are_told_in_plain_words_when_to_come_again(browser, address, seconds):
    answer = browser.get(f"/t/{address}")
    assert (answer.status_code, answer["Retry-After"]) == (503, str(seconds))
    said = answer.content.decode()
    assert f"请过{seconds}秒再试" in said
    assert "没有丢失" in said
    english = browser.get(f"/t/{address}", headers={"accept-language": "en"}).content.decode()
    assert f"{seconds} seconds" in english


def test_a_program_is_told_in_a_problem_document(browser):
    answer = browser.get("/t/away", headers={"accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["status"], answer["Retry-After"]) == (503, str(RETRY_SECONDS))


def test_what_was_typed_is_shown_once_more_to_copy(browser):
    ours = {"sec-fetch-site": "same-origin"}
    answer = browser.post("/t/away", {"text": "井盖没了，很危险。"}, headers=ours)
    assert "井盖没了，很危险。" in answer.content.decode()


@pytest.mark.parametrize(
    "mistake",
    [
        KeyError("x"),
        IntegrityError("UNIQUE constraint failed"),
        OperationalError("no such table: matters_matter"),
        FileNotFoundError(errno.ENOENT, "No such file"),
    ],
)
def test_a_mistake_of_ours_is_not_called_an_outage(mistake):
    assert seconds_to_wait(mistake) is None
    assert seconds_to_wait(None) is None
