"""A real browser for tests: Chromium of the system, one site for the whole run, tabs that note every complaint.

Use the fixtures `chromium` and `visit` (tabs on `site`, the whole product with a database of its own for each test);
mark the module with `BROWSER`, so that it is skipped, with a word why, where there is no Chromium.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from linli.ground.people.login.adapters import BEGAN
from linli.ground.people.login.kept import SessionStore
from linli.ground.people.login.middleware import SEEN
from linli.testing.cast import Member

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: pages are not tried in a browser"),
]
CHOICES = (("large", "linli-size", "large"), ("english", settings.LANGUAGE_COOKIE_NAME, "en"))
PHONE, TABLET, DESK = 390, 1024, 1440
PATIENCE = 20_000  # milliseconds that a tab waits for what it expects


class OneAtATime:
    """Middleware: one request after the other, because an in-memory database has only one connection."""

    lock = Lock()

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with self.lock:
            return self.get_response(request)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Start the browser, once for all tests of this process."""
    from playwright.sync_api import sync_playwright

    # playwright keeps an event loop in this thread, which Django takes for a sign of asynchronous code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def served(django_db_setup: None) -> Iterator[str]:
    """Serve the whole product, once for all tests of this process; returns its address."""
    here = f"{OneAtATime.__module__}.{OneAtATime.__qualname__}"
    with override_settings(MIDDLEWARE=[here, *settings.MIDDLEWARE]):
        server = LiveServer("localhost")
    yield str(server.url)
    server.stop()


class Tab:
    """One tab: `page` is playwright's, `complaints` is what the browser did not like."""

    def __init__(self, context: "BrowserContext", site: str) -> None:
        self.context, self.site = context, site
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)

    def _said(self, message: "ConsoleMessage") -> None:
        # an answer such as 404 is no fault of the page; the tests look at those themselves
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _failed(self, request: "Request") -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"left the site: {request.url}")

    def go(self, path: str) -> int:
        """Open a path of the site; returns the status of the answer."""
        answer = self.page.goto(path if path.startswith("http") else self.site + path)
        return answer.status if answer else 0

    def log_in(self, member: Member) -> None:
        """Give this browser a session of `member`, as after a login."""
        session, now = SessionStore(), timezone.now().isoformat()
        session[SESSION_KEY] = str(member.staff.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.staff.get_session_auth_hash()
        session[BEGAN] = session[SEEN] = now
        session.create()
        key = str(session.session_key)
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.site, "httpOnly": True}]
        )

    @property
    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


Visit = Callable[..., Tab]


def opener(browser: "Browser", site: str, left: ExitStack) -> Visit:
    """Return a function that opens tabs on `site`; `left` closes what was opened."""

    def open_tab(path: str = "", *, width: int = DESK, **mode: Any) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width == PHONE else 900},
            color_scheme="dark" if mode.get("dark") else "light",
            locale="en-GB" if mode.get("english") else "zh-CN",
            java_script_enabled=mode.get("script", True),
        )
        left.callback(context.close)
        for name, cookie, value in CHOICES:
            if mode.get(name):
                context.add_cookies([{"name": cookie, "value": value, "url": site}])
        tab = Tab(context, site)
        if path:
            tab.go(path)
        return tab

    return open_tab


@pytest.fixture
def visit(chromium: "Browser", served: str, transactional_db: None) -> Iterator[Visit]:
    """`visit("/", width=390, dark=…, large=…, english=…, script=…)` opens a tab in a browser of its own."""
    with ExitStack() as left:
        yield opener(chromium, served, left)
