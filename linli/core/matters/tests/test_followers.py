"""What happened reaches everyone who follows it, also when some of them stumble."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from linli.core.matters import ledger
from linli.core.matters.ledger import following
from linli.core.matters.models import Delivery
from linli.ground.people.actor import SYSTEM
from linli.lib.identifiers import uuid7

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def followers(monkeypatch):
    """An empty set of followers for this test alone."""
    monkeypatch.setattr(following, "_followers", {})
    monkeypatch.setattr(following, "_by_verb", {})


def happen(text="", verb="test.happened"):
    with transaction.atomic():
        return ledger.record(uuid7(), verb, actor=SYSTEM, now=NOW, body={"text": text})


def test_a_prompt_follower_hears_of_it_right_after_the_commit(followers, django_capture_on_commit_callbacks):
    heard = []

    @ledger.follow("test.happened", name="test.prompt", prompt=True)
    def hear(entry, *, now):
        heard.append(entry.body["text"])

    with django_capture_on_commit_callbacks(execute=True):
        happen("一")
    assert heard == ["一"]
    assert not Delivery.objects.exists()


def test_a_follower_that_fails_is_tried_again_later_and_stops_nobody(followers):
    heard, attempts = [], []

    @ledger.follow("test.happened", name="test.good")
    def hear(entry, *, now):
        heard.append(entry.body["text"])

    @ledger.follow("test.happened", name="test.stumbling")
    def stumble(entry, *, now):
        attempts.append(entry.id)
        if len(attempts) == 1:
            raise RuntimeError("not today")

    happen("一")
    ledger.deliver_pending(now=NOW)
    assert heard == ["一"]
    assert Delivery.objects.get().error == "RuntimeError: not today"
    assert ledger.deliver_pending(now=NOW) == 0
    ledger.deliver_pending(now=NOW + timedelta(hours=1))
    assert len(attempts) == 2
    assert not Delivery.objects.exists()


def test_one_poisoned_entry_of_a_batch_does_not_hold_up_the_others(followers):
    heard = []

    @ledger.follow_many("test.happened", name="test.batch")
    def hear(entries, *, now):
        if any(entry.body["text"] == "毒" for entry in entries):
            raise ValueError("cannot read this one")
        heard.extend(entry.body["text"] for entry in entries)

    for text in ("一", "毒", "二"):
        happen(text)
    ledger.deliver_pending(now=NOW)
    assert sorted(heard) == ["一", "二"]
    assert Delivery.objects.get().entry.body["text"] == "毒"


def test_a_delivery_whose_follower_is_gone_waits_for_it(followers):
    @ledger.follow("test.happened", name="test.leaving")
    def leave(entry, *, now):
        raise AssertionError("never called")

    happen()
    following._followers.clear()
    ledger.deliver_pending(now=NOW)
    assert "no follower is named" in Delivery.objects.get().error


def test_who_looks_at_the_matter_hears_of_an_act_once_and_not_of_what_the_act_did_already(followers):
    heard = {"each": [], "once": [], "unless": []}

    def hears(name, **how):
        @ledger.follow_many("test.happened", "test.ended", name=f"test.{name}", **how)
        def hear(entries, *, now):
            heard[name] += [entry.body["text"] for entry in entries]

    hears("each")
    hears("once", once=True)
    hears("unless", unless=("test.ended",))
    acts = {uuid7(): ["happened", "ended"], uuid7(): ["happened", "happened", "other"]}
    told = {
        subject: [
            ledger.Happening(f"test.{verb}", {"text": f"{verb}{place}"}) for place, verb in enumerate(verbs)
        ]
        for subject, verbs in acts.items()
    }
    with transaction.atomic():
        ledger.record_each(told, actor=SYSTEM, now=NOW)
    ledger.deliver_pending(now=NOW)
    assert sorted(heard["each"]) == ["ended1", "happened0", "happened0", "happened1"]
    assert sorted(heard["once"]) == ["ended1", "happened1"]
    assert sorted(heard["unless"]) == ["happened0", "happened1"]
