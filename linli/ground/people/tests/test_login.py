"""Staff log in, are throttled, lose idle sessions, use a second factor; disabled accounts are out at once."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from linli.ground.people import actions
from linli.ground.people.models import AccountEvent, Staff
from linli.testing.cast import PASSWORD

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.urls("linli.ground.people.tests.doors")


@pytest.fixture
def clock(cast):
    cache.clear()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def login(client, username, password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": username, "password": password}, **extra)


def is_in(client):
    return client.get("/anyone/").status_code == 200


def test_a_clerk_logs_in_with_the_right_password_only(client, cast, clock):
    assert not is_in(client)
    assert "账号或密码不对" in login(client, "donghe", "wrong-password").content.decode()
    before = client.cookies.get("sessionid")
    assert login(client, "donghe").headers["Location"] == "/desk/"
    assert is_in(client)
    assert client.cookies["sessionid"].value != (before and before.value)
    verbs = list(AccountEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["login_failed", "logged_in"]


def test_after_five_wrong_passwords_even_the_right_one_waits(client, cast, clock):
    for _ in range(5):
        login(client, "donghe", "wrong-password")
    assert "15分钟" in login(client, "donghe").content.decode()
    assert login(client, "donghe", REMOTE_ADDR="203.0.113.5").status_code == 302
    clock.shift(timedelta(minutes=15, seconds=1))
    client.logout()
    assert login(client, "donghe").status_code == 302


def test_an_unknown_name_gets_the_answers_of_a_known_one(client, cast, clock):
    def answers(name):
        pages = [login(client, name, "wrong-password").content.decode() for _ in range(6)]
        return [
            page.split("<main")[1].split('name="csrf')[0] + page.split("</form>")[0][-300:] for page in pages
        ]

    def neutral(texts, name):
        import re

        return [re.sub(r'value="[^"]*"', "", text).replace(name, "") for text in texts]

    assert neutral(answers("donghe"), "donghe") == neutral(answers("nobody"), "nobody")
    assert not AccountEvent.objects.exclude(staff=cast.east_clerk.staff).exists()


def test_one_password_tried_on_many_names_is_caught(client, cast, clock, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    for number in range(50):
        login(client, f"name{number}", "Spring-2026")
    assert "15分钟" in login(client, "donghe").content.decode()


def test_success_does_not_wipe_the_failures_before_it(client, cast, clock):
    for _ in range(4):
        login(client, "donghe", "wrong-password")
    assert login(client, "donghe").status_code == 302
    client.logout()
    login(client, "donghe", "wrong-password")
    assert "15分钟" in login(client, "donghe").content.decode()


def test_a_session_ends_when_idle_and_when_the_day_is_over(client, cast, clock):
    login(client, "donghe")
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=31))
    assert client.get("/anyone/").headers["Location"].startswith("/account/login/")
    assert "自动退出" in client.get("/account/login/").content.decode()
    login(client, "donghe")
    for _ in range(24):
        clock.shift(timedelta(minutes=25))
        assert is_in(client)
    clock.shift(timedelta(minutes=2))
    assert not is_in(client)


def test_a_disabled_account_is_out_at_once_and_stays_out_of_its_old_sessions(client, cast, clock):
    login(client, "donghe")
    actions.disable(cast.east_clerk.staff, actor=cast.personnel.actor, now=START)
    assert not is_in(client)
    actions.enable(cast.east_clerk.staff, actor=cast.personnel.actor, now=START)
    assert not is_in(client)
    assert login(client, "donghe").status_code == 302


def test_what_is_forbidden_looks_like_what_is_absent(client, cast, clock):
    client.force_login(cast.east_clerk.staff)
    absent, forbidden, refused = (client.get(path) for path in ("/absent/", "/personnel/", "/refusing/"))
    assert absent.status_code == forbidden.status_code == refused.status_code == 404
    assert absent.content == forbidden.content == refused.content
    client.force_login(cast.personnel.staff)
    assert client.get("/personnel/").content.decode() == "王芳"


def test_a_fragment_asked_for_without_login_sends_the_whole_page_to_the_login(client, cast):
    answer = client.get(
        "/anyone/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?a=1"}
    )
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account/login/?next=/desk/%3Fa%3D1")


def test_a_reset_password_must_be_changed_before_anything_else(client, cast, clock):
    password = actions.reset_password(cast.east_clerk.staff, actor=cast.personnel.actor, now=START)
    assert login(client, "donghe", password).status_code == 302
    assert client.get("/anyone/").headers["Location"] == "/account/password/"
    page = client.get("/account/password/").content.decode()
    assert "初始密码" in page
    fresh = "Mian-Hua-Tang-88"
    client.post("/account/password/", {"oldpassword": password, "password1": fresh, "password2": fresh})
    assert is_in(client)
    assert not Staff.objects.get(username="donghe").must_change_password


@pytest.fixture
def secret(cast, clock):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.east_clerk.staff, secret)
    RecoveryCodes.activate(cast.east_clerk.staff)
    return secret


def code_now(secret):
    return f"{totp.hotp_value(secret, int(time.time()) // 30):06d}"


def test_a_clerk_with_an_authenticator_gives_its_code_once(client, cast, clock, secret):
    assert login(client, "donghe").headers["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)
    assert "动态码不对" in client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    code = code_now(secret)
    assert client.post("/account/2fa/authenticate/", {"code": code}).headers["Location"] == "/desk/"
    assert is_in(client)
    client.logout()
    login(client, "donghe")
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 200
    assert not is_in(client)


def test_a_recovery_code_opens_once(client, cast, clock, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 200):
        login(client, "donghe")
        assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == expected
        client.logout()


def test_the_secret_of_an_authenticator_is_sealed(secret):
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_without_a_second_factor_one_is_set_up_first_where_it_is_required(
    client, cast, clock, settings, secret
):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(cast.west_clerk.staff)
    assert client.get("/anyone/").headers["Location"] == "/account/2fa/"
    assert "登录安全" in client.get("/account/2fa/").content.decode()
    client.force_login(cast.east_clerk.staff)
    assert is_in(client)


def test_the_last_second_factor_stays_where_it_is_required(client, cast, clock, settings, secret):
    settings.REQUIRE_SECOND_FACTOR = True
    login(client, "donghe")
    client.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()
    actions.remove_second_factor(cast.east_clerk.staff, actor=cast.personnel.actor, now=START)
    assert not Authenticator.objects.filter(user=cast.east_clerk.staff).exists()
    assert not is_in(client)


def test_login_security_is_changed_only_after_a_fresh_proof(client, cast, clock):
    login(client, "donghe")
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    clock.shift(timedelta(minutes=6))
    assert (
        client.get("/account/2fa/totp/activate/").headers["Location"].startswith("/account/reauthenticate/")
    )
    client.post("/account/reauthenticate/?next=/account/2fa/", {"password": PASSWORD})
    assert client.get("/account/2fa/totp/activate/").status_code == 200


PAGES = [
    "/account/logout/",
    "/account/password/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/webauthn/",
    "/account/reauthenticate/",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_about_the_account_is_in_our_look_and_words(client, cast, clock, page):
    login(client, "donghe")
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="masthead"' in text
    assert "登录安全" in text


@pytest.mark.parametrize("page", ["/account/login/", "/account/forgotten/", "/account/inactive/"])
def test_the_pages_before_login_are_there(client, db, page):
    assert 'class="masthead"' in client.get(page).content.decode()


@pytest.mark.parametrize(
    "page", ["/account/signup/", "/account/email/", "/account/password/set/", "/account/messages/"]
)
def test_there_is_no_sign_up_no_mail_and_no_page_for_developers(client, db, page):
    assert client.get(page).status_code == 404


def test_the_demonstration_shows_the_codes_it_would_send(client, db, settings):
    settings.DEMONSTRATION, settings.CODE_SENDER = True, "linli.ground.people.senders.ConsoleSender"
    actions.send_code("13800138000", now=START)
    assert "13800138000" in client.get("/account/messages/").content.decode()
