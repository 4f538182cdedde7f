"""What is turned away before any page is asked."""

import os
import subprocess
import sys

import pytest

from linli.ground.look.headers import STRICT

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_public(settings):
    """A site that people reach by HTTPS, behind a proxy."""
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
    settings.SECURE_REDIRECT_EXEMPT = [r"^api/"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("folder", ["/static/", "/static/look/", "/static/../", "/.git/", "/.git/config"])
def test_no_folder_is_listed(client, folder):
    assert client.get(folder).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "LINLI"])
def test_a_method_that_no_page_has_is_refused_and_echoes_nothing(client, method):
    answer = client.generic(method, "/", headers={"X-Secret": "planted"})
    assert answer.status_code == 405
    assert b"planted" not in answer.content


def test_a_person_without_https_is_led_to_it_and_a_program_is_refused(client, in_public):
    led = client.get("/figures")
    assert (led.status_code, led.headers["Location"]) == (301, "https://testserver/figures")

    refused = client.get("/api/v1/matters", headers={"Authorization": "Bearer linli_planted"})
    assert refused.status_code == 403
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "Location" not in refused.headers

    known = client.get("/api/v1/matters", secure=True)
    assert known.status_code == 401


@pytest.mark.parametrize("address", ["/", "/healthz", "/nowhere", "/api/v1/matters"])
def test_every_answer_by_https_says_for_a_year_that_https_it_stays(client, in_public, address):
    answer = client.get(address, secure=True)
    assert answer.headers["Strict-Transport-Security"] == STRICT % 31_536_000
    assert "Strict-Transport-Security" not in client.get(address).headers


COOKIES_BY_HTTPS = """
import django
django.setup()
from django.conf import settings
from linli.ground.look import context
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME,
         settings.OPENED_COOKIE_NAME, context.cookie_name(context.SIZE_COOKIE), context.cookie_name(context.THEME_COOKIE)]
one = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")
print(*names)
print(*(getattr(settings, f"{name}_{what}") for name in one for what in ("SECURE", "HTTPONLY", "SAMESITE")))
"""


def test_by_https_no_cookie_can_be_read_by_scripts_or_set_by_another_site(tmp_path):
    said = {"DJANGO_SETTINGS_MODULE": "linli.config.settings", "LINLI_HTTPS": "1", "LINLI_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", COOKIES_BY_HTTPS],
        env=os.environ | said,
        capture_output=True,
        text=True,
        check=True,
    )
    names, rules = done.stdout.splitlines()
    assert len(names.split()) == 6
    assert all(name.startswith("__Host-") for name in names.split())
    assert rules == " ".join(["True True Lax"] * 3)


@pytest.mark.parametrize("address", ["/follow?number=%00", "/matter/%00", "/desk/search/?q=a%00b", "/%00"])
def test_an_address_with_a_character_that_no_text_has_is_told_to_be_nonsense(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "没有任何内容被改动" in answer.content.decode()
