"""Sessions of one account end together; what is guessed first is no password; who is refused stands in the log."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from linli.config.tests.test_logs import written  # noqa: F401 - a fixture
from linli.ground.people import actions
from linli.ground.people.actor import Refused
from linli.testing.cast import PASSWORD

pytestmark = pytest.mark.urls("linli.ground.people.tests.doors")


def browser_of(username):
    client = Client()
    assert client.post("/account/login/", {"login": username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get("/anyone/").status_code == 200


def test_a_clerk_sees_what_happened_to_the_account_and_ends_all_other_sessions(cast):
    here, lost = browser_of("donghe"), browser_of("donghe")
    before = here.cookies["sessionid"].value
    page = here.get("/account/sessions/").content.decode()
    assert re.findall(r"<td>(登录|退出)", page) == ["登录", "登录"]

    here.post("/account/sessions/")
    assert is_in(here)
    assert not is_in(lost)
    assert here.cookies["sessionid"].value != before
    assert "（全部设备）" in here.get("/account/sessions/").content.decode()


def test_whoever_reads_the_database_finds_no_key_to_a_session(cast):
    here = browser_of("donghe")
    key = here.cookies["sessionid"].value
    kept = Session.objects.get()
    assert key not in (kept.session_key, kept.session_data)
    thief = Client()
    thief.cookies["sessionid"] = kept.session_key
    assert not is_in(thief)
    assert is_in(here)
    here.post("/account/logout/")
    thief.cookies["sessionid"] = key
    assert not is_in(thief)


def test_a_stranger_has_no_such_page(client, db):
    assert client.get("/account/sessions/").headers["Location"].startswith("/account/login/")


def test_personnel_end_the_sessions_of_others_and_nobody_else_does(cast):
    clerk, now = browser_of("donghe"), timezone.now()
    with pytest.raises(Refused):
        actions.end_sessions(cast.east_clerk.staff, actor=cast.handler.actor, now=now)
    assert is_in(clerk)
    actions.end_sessions(cast.east_clerk.staff, actor=cast.personnel.actor, now=now)
    assert not is_in(clerk)


@pytest.mark.django_db(transaction=True)  # allauth tells of a new factor on commit
def test_another_second_factor_ends_the_sessions_begun_before_it(cast):
    from allauth.mfa.totp.internal import auth as totp

    here, other = browser_of("donghe"), browser_of("donghe")
    page = here.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = f"{totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))):06d}"
    assert here.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert is_in(here)
    assert not is_in(other)


def test_whoever_proves_anew_who_they_are_gets_a_new_session_key(cast):
    here = browser_of("donghe")
    before = here.cookies["sessionid"].value
    here.post("/account/reauthenticate/?next=/account/2fa/", {"password": PASSWORD})
    assert is_in(here)
    assert here.cookies["sessionid"].value != before


def test_a_browser_is_told_to_forget_what_it_kept_when_a_session_ends(cast):
    here = browser_of("donghe")
    left = here.post("/account/logout/")
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    idle = browser_of("donghe")
    session = idle.session
    session["linli_seen"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    assert "Clear-Site-Data" in idle.get("/anyone/").headers


@pytest.mark.parametrize(
    "password", ["password2026!", "2024qwerty!!", "linli123456", "邻里邻里邻里2026", "信访12345信访"]
)
def test_what_is_guessed_first_is_no_password(password, cast):
    with pytest.raises(ValidationError):
        validate_password(password, cast.east_clerk.staff)


@pytest.mark.parametrize(
    "password",
    ["一二三四五六七八九十", "correct horse battery", "x" * 30 + "y" * 98, "linli-and-my-own-words"],
)
def test_any_other_is_taken_whatever_it_is_made_of(password, cast):
    validate_password(password, cast.east_clerk.staff)


def test_the_names_of_the_site_are_no_passwords(settings, cast):
    settings.SITE = settings.SITE | {"name": "青溪县便民服务网"}
    with pytest.raises(ValidationError):
        validate_password("青溪县便民服务网2026", cast.east_clerk.staff)


def test_a_password_of_two_hundred_characters_opens_and_its_first_seventy_do_not(cast):
    staff, long = cast.east_clerk.staff, "长" * 100 + " Ab " + "x" * 96
    staff.set_password(long)
    staff.save()
    assert Client().post("/account/login/", {"login": "donghe", "password": long}).status_code == 302
    assert Client().post("/account/login/", {"login": "donghe", "password": long[:70]}).status_code == 200
    assert (
        Client().post("/account/login/", {"login": "donghe", "password": long.swapcase()}).status_code == 200
    )


def test_whose_request_found_nothing_stands_in_the_log_and_whose_succeeded_does_not(cast, written):  # noqa: F811
    here = browser_of("donghe")
    here.get("/anyone/")
    here.get("/refusing/")
    lines = [json.loads(line) for line in written().splitlines() if '"request"' in line]
    lines = [line for line in lines if line["event"] == "request"]
    assert "account" not in lines[-2]
    assert lines[-1]["account"] == str(cast.east_clerk.staff.pk)
    assert lines[-1]["status"] == 404
    refused = [line for line in map(json.loads, written().splitlines()) if line["event"] == "access.refused"]
    assert refused[-1]["permission"] == "matters.see"
    assert refused[-1]["request"] == lines[-1]["request"]
