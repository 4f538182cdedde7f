"""A sealed matter stays open in one browser for a while, and nowhere else."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from uuid import UUID

import pytest
import time_machine
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import RequestFactory

from linli.ground.people import doorway, opened

MATTER, OTHER = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Browser:
    """Keeps cookies and a session between requests, as a browser does."""

    def __init__(self):
        self.cookies, self.session_key = {}, None

    def visit(self, do, **meta):
        request = RequestFactory(**meta).get("/")
        request.COOKIES.update(self.cookies)
        store = import_module(configured.SESSION_ENGINE).SessionStore
        request.session = store(self.session_key)
        told = []

        def answer(request):
            told.append(do(request))
            return HttpResponse()

        self.response = opened.KeptOpen(answer)(request)
        request.session.save()
        self.session_key = request.session.session_key
        for name, morsel in self.response.cookies.items():
            if morsel["max-age"] == 0:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return told[0]

    def open(self, matter=MATTER, key=KEY):
        self.visit(lambda request: opened.keep(request, matter, key))

    def key(self, matter=MATTER):
        return self.visit(lambda request: opened.key_of(request, matter))


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(clock):
    return Browser()


def test_an_opened_matter_stays_open_for_fifteen_minutes_in_this_browser(browser, clock):
    assert browser.key() is None
    browser.open()
    assert browser.key() == KEY
    assert browser.key(OTHER) is None
    assert browser.visit(lambda request: opened.until(request, MATTER)) == START + timedelta(minutes=15)
    clock.shift(timedelta(minutes=15))
    assert browser.key() is None
    assert browser.visit(lambda request: opened.until(request, MATTER)) is None


def test_neither_the_session_nor_the_cookie_alone_opens_anything(browser):
    browser.open()
    thief = Browser()
    thief.session_key = browser.session_key
    assert thief.key() is None
    thief = Browser()
    thief.cookies = dict(browser.cookies)
    assert thief.key() is None
    thief.cookies["opened"] = "x" * 43
    thief.session_key = browser.session_key
    assert thief.key() is None


def test_what_is_kept_opens_in_its_session_for_its_matter_until_its_time_only(browser):
    browser.open()
    browser.open(OTHER, bytes(32))
    kept = browser.visit(lambda request: request.session[opened.OPENED])
    assert set(kept) == {str(MATTER), str(OTHER)}
    assert KEY.hex() not in str(kept)

    def put(pairs):
        return lambda request: request.session.update({opened.OPENED: pairs})

    browser.visit(put({str(MATTER): kept[str(OTHER)]}))
    assert browser.key() is None
    later = (START + timedelta(days=1)).isoformat()
    browser.visit(put({str(MATTER): [later, kept[str(MATTER)][1]]}))
    assert browser.key() is None
    browser.visit(put(kept))
    assert browser.key() == KEY
    browser.visit(lambda request: request.session.cycle_key())
    assert browser.key() is None


def test_the_cookie_is_for_this_site_and_no_script(browser, settings):
    browser.open()
    cookie = browser.response.cookies["opened"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (
        True,
        "Strict",
        "",
        "",
    )
    settings.HTTPS, settings.OPENED_COOKIE_NAME = True, "__Host-opened"
    safe = Browser()
    safe.open()
    cookie = safe.response.cookies["__Host-opened"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_a_secret_that_lay_in_the_browser_before_is_not_used(browser):
    browser.cookies["opened"] = "planted" * 7
    browser.open()
    assert browser.cookies["opened"] != "planted" * 7
    secret = browser.cookies["opened"]
    browser.open(OTHER)
    assert browser.cookies["opened"] == secret
    assert (browser.key(), browser.key(OTHER)) == (KEY, KEY)


def test_who_leaves_closes_everything(browser):
    browser.open()
    browser.open(OTHER)
    browser.visit(lambda request: opened.close(request, OTHER))
    assert (browser.key(), browser.key(OTHER)) == (KEY, None)
    browser.visit(doorway.leave)
    assert browser.cookies == {}
    assert browser.key() is None


def test_staff_who_sign_out_close_everything(client, cast):
    client.force_login(cast.clerk.staff)
    session = client.session
    session[opened.OPENED] = {str(MATTER): [(datetime.now(UTC) + timedelta(hours=1)).isoformat(), "00"]}
    session.save()
    client.cookies["opened"] = "s" * 43
    client.post("/account/logout/")
    assert opened.OPENED not in client.session
    assert client.cookies["opened"].value == ""


def test_only_so_many_are_kept_open_at_once(browser):
    for number in range(25):
        browser.open(UUID(int=number))
    assert browser.key(UUID(int=24)) == KEY
    assert browser.key(UUID(int=0)) is None
