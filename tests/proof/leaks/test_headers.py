"""The headers of every answer: each address of the site, every error, stored files, static files; and `check --deploy`."""

import os
import re
import subprocess
import sys
from unittest.mock import patch

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse

from linli.config.env import ROOT
from linli.ground.look.headers import FIXED
from tests.noninterference.asking import undone
from tests.proof.leaks.table import rows
from tests.proof.leaks.test_matrix import known, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]

# what a page may set instead: stored files run nothing at all
TIGHTER = {
    "Content-Security-Policy": re.compile(r"default-src 'none'(; (?!script|style)[a-z-]+ 'none')*; sandbox"),
    "Referrer-Policy": re.compile("no-referrer"),
}
OURS = {
    "Content-Type", "Content-Length", "Content-Language", "Vary", "X-Request-ID", "Cache-Control", "Expires", "Location", "Allow",
    "Content-Disposition", "ETag", "Last-Modified", "Retry-After", "HX-Redirect", "WWW-Authenticate", "Strict-Transport-Security",
    "Set-Cookie", "HX-Trigger", "HX-Push-Url", "HX-Refresh", "HX-Replace-Url", "Idempotent-Replayed", *FIXED,
}  # fmt: skip
NOT_KEPT = ("no-store", "no-cache")
OVER_HTTPS = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "LANGUAGE_COOKIE_SECURE": True,
    "OPENED_COOKIE_NAME": "__Host-opened",
    "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
}


def faults_of(name, answer, *, personal=False):
    """Return in words what is wrong with the headers of an answer."""
    found = []
    for header, value in FIXED.items():
        sent = answer.headers.get(header, "")
        if sent != value and not (header in TIGHTER and TIGHTER[header].fullmatch(sent)):
            found.append(f"{name} {answer.status_code}: {header}: {sent}")
    if "unsafe" in answer.headers.get("Content-Security-Policy", ""):
        found.append(f"{name}: unsafe")
    found += [f"{name}: {header}" for header in answer.headers if header not in OURS]
    kept = answer.headers.get("Cache-Control", "")
    if not any(word in kept for word in NOT_KEPT) or "public" in kept:
        found.append(f"{name} {answer.status_code}: Cache-Control: {kept}")
    if personal and "private" not in kept and "no-store" not in kept:
        found.append(f"{name} {answer.status_code}: may be kept by others: {kept}")
    found += [f"{name}: cookie {cookie}" for cookie in answer.cookies.values() if not is_guarded(cookie)]
    return found


def is_guarded(cookie):
    """Tell whether a cookie is only sent to us and, where it opens anything, kept from scripts."""
    opens = "session" in cookie.key or "csrf" in cookie.key or "opened" in cookie.key
    apart = "session" in cookie.key or "opened" in cookie.key
    return (
        cookie["samesite"] in ("Lax", "Strict")
        and (not apart or cookie["httponly"])
        and (not opens or not cookie["domain"])
    )


def asked(client, viewer, path, *, secure=False):
    client.cookies.clear()
    client.cookies.load(viewer.cookies)
    options = {"headers": {"Authorization": f"Bearer {viewer.token}"}} if viewer.token else {}
    with undone():
        answer = client.get(path, secure=secure, **options)
        answer.body = answer.getvalue()
    return answer


def test_every_address_sends_exactly_these_headers(world, evidence):
    """To whoever is let in, and to whoever is not."""
    client, wrong, count = Client(raise_request_exception=False), [], 0
    for address in known():
        allowed = sorted(rows()[address.name].let_in.get("GET", ()))
        for viewer in {*allowed[:1], "stranger"}:
            answer = asked(client, world.viewers[viewer], path_of(world, address))
            wrong += faults_of(address.name, answer, personal=viewer != "stranger")
            count += 1
    assert not wrong, "\n".join(wrong)
    evidence("S14", answers=count, wrong=0)


@override_settings(**OVER_HTTPS)
def test_over_https_cookies_are_bound_to_the_host_and_the_browser_remembers_https(world):
    client = Client()
    with undone():
        for path in (reverse("account_login"), reverse("portal:home"), reverse("portal:follow")):
            answer = client.get(path, secure=True)
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        said = {"number": world.own.number, "code": world.own.code}
        answer = client.post(reverse("portal:follow"), said, secure=True)
    assert answer.cookies
    for cookie in client.cookies.values():
        assert cookie["secure"], cookie
        if "session" in cookie.key or "csrf" in cookie.key:
            assert cookie.key.startswith("__Host-")
            assert cookie["path"] == "/"
            assert not cookie["domain"]


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError, 500), (RequestDataTooBig, 413), (OperationalError, 503)]
)
def test_errors_send_them_too(world, error, status):
    client = Client(raise_request_exception=False)
    message = "the database system is shutting down" if error is OperationalError else "x"
    with undone(), patch("linli.doors.portal.views.follow.matter_with_code", side_effect=error(message)):
        said = {"number": world.own.number, "code": world.own.code}
        answer = client.post(reverse("portal:follow"), said)
    assert answer.status_code == status
    assert faults_of(f"{status}", answer) == []
    assert "Traceback" not in answer.content.decode()


def test_pages_that_are_not_there_and_methods_that_are_not_send_them_too(world):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = [
        strict.get("/nowhere"),
        Client().put("/"),
        strict.post("/follow"),
        strict.get("/desk/nowhere/"),
    ]
    answers += [
        strict.get("/healthz"),
        strict.get("/readyz"),
        strict.get("/static/nothing.js"),
        strict.get("/%00"),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 403, 404, 200, 200, 404, 400]
    assert [fault for answer in answers for fault in faults_of(answer.request["PATH_INFO"], answer)] == []


def test_static_files_send_them_and_say_what_they_are(world):
    client, kinds = Client(), set()
    for finder in finders.get_finders():
        for path, _storage in finder.list([]):
            kind = path.rsplit(".", 1)[-1]
            if kind in kinds:
                continue
            kinds.add(kind)
            answer = client.get(f"/static/{path}")
            assert answer.status_code == 200, path
            for header, value in FIXED.items():
                assert answer.headers[header] == value, f"{path} {header}"
            assert "html" not in answer.headers["Content-Type"]
    assert {"js", "css"} <= kinds


@pytest.mark.parametrize("name", ["desk:file", "portal:photo", "desk:letters-file"])
def test_stored_files_can_do_nothing(world, name):
    [address] = [one for one in known() if one.name == name]
    viewer = world.viewers["resident" if name.startswith("portal") else "handler"]
    changes = {"number": world.rows["answered"].number} if name == "desk:letters" else {}
    answer = asked(Client(), viewer, path_of(world, address, **changes))
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    inline = answer.headers["Content-Type"] in ("image/jpeg", "image/png")
    assert answer.headers.get("Content-Disposition", "").startswith("inline" if inline else "attachment")


def test_a_check_for_production_finds_nothing(tmp_path, evidence):
    said = {
        "LINLI_VAR": str(tmp_path),
        "LINLI_HTTPS": "1",
        "LINLI_HOSTS": "linli.example",
        "LINLI_SETTINGS": f"{tmp_path}/none.env",
        "LINLI_DATABASE": "postgres://linli@127.0.0.1:1/linli",  # nothing is asked of it
        "LINLI_KEY_STRETCH": "1",
    }
    env = {**os.environ, **said, "LINLI_DEMONSTRATION": "", "DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of tests with a browser
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout
    evidence("S14", deployment_warnings=0)
