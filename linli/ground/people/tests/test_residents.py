"""What a resident opened in their browser: matters by code, a phone by code, each for a while."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from linli.ground.people import doorway
from linli.lib.identifiers import uuid7

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def request_(db):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session.create()
    return request


def test_what_was_opened_stays_open_for_two_hours_and_until_they_leave(request_):
    matter, key = uuid7(), request_.session.session_key
    with time_machine.travel(NOW, tick=False) as clock:
        doorway.open_matter_in_session(request_, matter)
        doorway.open_contact_in_session(request_, "a" * 64)
        assert request_.session.session_key != key
        actor = doorway.resident_of(request_)
        assert (actor.kind, actor.matter_ids, actor.contact_index) == ("resident", {matter}, "a" * 64)
        doorway.leave(request_)
        assert doorway.resident_of(request_) == doorway.resident()
        doorway.open_matter_in_session(request_, matter)
        clock.shift(timedelta(hours=2))
        assert doorway.resident_of(request_) == doorway.resident()


def test_only_the_last_twenty_matters_are_kept(request_):
    matters = [uuid7() for _ in range(25)]
    for matter in matters:
        doorway.open_matter_in_session(request_, matter)
    assert doorway.resident_of(request_).matter_ids == set(matters[-20:])


@pytest.mark.parametrize(
    ("proxies", "forwarded", "source"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.1"),
    ],
)
def test_an_address_that_the_asker_wrote_themselves_is_not_believed(settings, proxies, forwarded, source):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert doorway.source_of(request) == source
