"""Signing in and sessions: what is promised beside the tests of the room itself (linli/ground/people/tests/test_login, test_sessions).

There: five failures and a wait, the same words for unknown names, spraying, codes that open once, idle and absolute ends, a
disabled account, sealed secrets. Here: equal work, fixation, old cookies, changed roles, many addresses, asking again.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from linli.ground.people import actions
from linli.ground.people.models import Post, Posting, Role
from linli.testing.cast import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy]
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DESK, LOGIN = "/desk/list/all/", "/account/login/"


@pytest.fixture
def clock(cast):
    cache.clear()
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def login(client, username, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def is_in(client):
    return client.get(DESK).status_code == 200


def test_an_unknown_name_costs_as_much_work_as_a_known_one(client, clock, cast, evidence):
    """What takes the time is hashing: it is done once for either, with the same cost."""
    real, done = Argon2PasswordHasher.encode, Counter()
    runs = Argon2PasswordHasher.verify

    def encode(self, password, salt):
        done[name] += 1
        return real(self, password, salt)

    def verify(self, password, encoded):
        done[name] += 1
        return runs(self, password, encoded)

    with (
        patch.object(Argon2PasswordHasher, "encode", encode),
        patch.object(Argon2PasswordHasher, "verify", verify),
    ):
        for name in ("donghe", "nobody-here", "disabled"):
            if name == "disabled":
                actions.disable(cast.west_clerk.staff, actor=cast.personnel.actor, now=START)
            answer = login(client, "xiling" if name == "disabled" else name, "wrong-password")
            assert "账号或密码不对" in answer.content.decode()
    assert set(done.values()) == {1}
    evidence("S13", hashes_for_an_unknown_name=done["nobody-here"], hashes_for_a_known_name=done["donghe"])


def test_a_session_that_was_given_to_somebody_is_not_theirs_after_the_login(client, clock):
    client.get("/follow")
    client.post("/follow", {"number": "1", "code": "2"})
    attacker = Client()
    attacker.cookies.load({name: one.value for name, one in client.cookies.items()})
    login(client, "donghe")
    assert is_in(client)
    assert not is_in(attacker)
    made_up = Client()
    made_up.cookies["sessionid"] = "a" * 32
    login(made_up, "donghe")
    assert made_up.cookies["sessionid"].value != "a" * 32


def test_an_old_cookie_opens_nothing_after_the_logout(client, clock):
    login(client, "donghe")
    kept = {name: one.value for name, one in client.cookies.items()}
    assert is_in(client)
    client.post("/account/logout/")
    thief = Client()
    thief.cookies.load(kept)
    assert not is_in(thief)


def test_another_password_ends_the_sessions_begun_with_the_old_one(client, clock):
    login(client, "donghe")
    other = Client()
    login(other, "donghe")
    fresh = "Mian-Hua-Tang-88"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert is_in(client)
    assert not is_in(other)


def test_a_changed_role_a_lost_post_and_a_lost_permission_count_from_the_next_request(client, clock, cast):
    login(client, "donghe")
    assert is_in(client)
    post = Post.objects.get(postings__staff=cast.east_clerk.staff)
    clerk, personnel = Role.objects.get(code="clerk"), Role.objects.get(code="personnel")
    Post.objects.filter(pk=post.pk).update(role=personnel)
    assert client.get(DESK).status_code == 404
    Post.objects.filter(pk=post.pk).update(role=clerk)
    assert is_in(client)
    Role.objects.filter(pk=clerk.pk).update(permissions=[])
    assert client.get(DESK).status_code == 404
    Role.objects.filter(pk=clerk.pk).update(permissions=["matters.see"])
    assert is_in(client)
    Posting.objects.filter(post=post).update(valid_to=START.date() - timedelta(days=1))
    assert client.get(DESK).status_code == 404


def test_guesses_from_many_addresses_are_caught_and_nobody_is_locked_out_for_good(
    client, clock, cast, settings, evidence
):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # what counts here are the attempts
    cast.east_clerk.staff.set_password(PASSWORD)
    cast.east_clerk.staff.save()
    for number in range(30):
        login(client, "donghe", "wrong-password", REMOTE_ADDR=f"203.0.113.{number}")
    assert "15分钟" in login(client, "donghe", REMOTE_ADDR="198.51.100.1").content.decode()
    clock.shift(timedelta(minutes=15, seconds=1))
    assert login(client, "donghe", REMOTE_ADDR="198.51.100.1").status_code == 302
    evidence("S13", guesses_from_many_addresses=30)


@pytest.fixture
def sealed_one(world):
    return world, reverse("desk:sealed-open", args=[world.sealed.number])


def test_opening_a_sealed_matter_asks_for_the_password_each_time_and_counts_guesses(sealed_one):
    from tests.noninterference.asking import Ask, Site, form, undone

    world, path = sealed_one
    site, leader = Site(), world.viewers["leader"]
    with undone():
        for said in ({}, {"reason": "要看"}, {"reason": "要看", "password": "wrong"}, {"password": PASSWORD}):
            assert site.send(leader, Ask(path, form(said))).status == 422, said
        for turn in range(5):
            again = site.send(leader, Ask(path, form({"reason": "要看", "password": f"wrong{turn}"})))
            assert again.status == 422
        answer = site.send(leader, Ask(path, form({"reason": "要看", "password": PASSWORD})))
    assert answer.status == 422
    assert "15分钟" in answer.body.decode()
