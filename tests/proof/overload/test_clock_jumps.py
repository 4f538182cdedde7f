"""R17. The clock of the machine jumps a year ahead, a year back, an hour back: no limit is lost, nobody gets in, the record keeps its order.

Time is given to what asks for it, and where the program asks the machine, the machine's answer is replaced. What the worker does while
the clock is doubted: linli/config/tests/test_steady.py. Does not show: what was entered while the clock was wrong bears the wrong time
for ever, as it must.
"""

import time
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
import uuid_utils
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock, Firing
from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, SealedEntry
from linli.core.matters.telling import tell
from linli.flow.handling import actions as handling
from linli.ground.people import doorway, opened
from linli.ground.people.actor import SYSTEM
from linli.ground.people.login.adapters import BEGAN
from linli.ground.people.login.middleware import FACTOR, SEEN
from linli.lib.identifiers import uuid7
from linli.testing.cast import PASSWORD
from linli.testing.long import is_long
from linli.testing.makers import MONDAY

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
JUMPS = {"an hour back": -HOUR, "a year back": -YEAR, "a year ahead": YEAR}
IDS = 1_000_000 if is_long() else 100_000


@pytest.fixture(params=JUMPS, ids=str)
def jump(request):
    return JUMPS[request.param]


@pytest.fixture
def wrong_keys(monkeypatch):
    """Let keys be made by the replaced clock too; the library asks the machine past Python."""

    def made():
        return UUID(bytes=uuid_utils.uuid7(nanoseconds=time.time_ns()).bytes)

    monkeypatch.setattr("linli.lib.identifiers._uuid7", made)


def fired(centre):
    return Firing.objects.count(), Entry.objects.filter(verb__startswith="clocks.breached").count()


def test_no_limit_is_lost_by_a_clock_that_was_wrong_for_a_while(centre, jump):
    """Limits run out at their moment, once; a matter that comes in while the clock is wrong has all of its own."""
    kept = centre.bring()
    tick(now=MONDAY)
    strange = centre.bring(now=MONDAY + jump, key="while-it-was-wrong")
    if jump < timedelta(0):  # ahead, the worker does not look at the time: test_steady
        tick(now=MONDAY + jump)
        centre.settle(now=MONDAY + jump)
    assert fired(centre) == (0, 0)
    for receipt in (kept, strange):
        clocks = Clock.objects.filter(matter=receipt.matter_id)
        assert clocks.count() == Clock.objects.filter(matter=kept.matter_id).count()
        assert not clocks.filter(stopped_at=None, next_at=None).exists()
    running = Clock.objects.filter(matter=kept.matter_id, stopped_at=None)
    due = running.order_by("due_at").last().due_at
    for now in (due + HOUR, due - YEAR, due + HOUR):
        tick(now=now)
        ledger.recall(now=now)
        centre.settle(now=now)
    assert running.exists()
    for clock in running:
        steps = list(Firing.objects.filter(clock=clock).values_list("step", flat=True))
        assert steps.count("breached") == 1
        assert len(steps) == len(set(steps)), "fired twice"


def test_the_record_keeps_the_order_in_which_things_were_done(centre, jump):
    receipt, handler = centre.bring(), centre.cast.handler.actor
    before = centre.verbs(receipt)
    handling.claim(receipt.matter_id, actor=handler, now=MONDAY + jump)
    handling.contact(receipt.matter_id, text="打过电话", actor=handler, now=MONDAY + HOUR)
    verbs = centre.verbs(receipt)
    assert verbs[: len(before)] == before
    assert verbs.index("handling.claimed") < verbs.index("handling.contacted")
    told = [row.verb for row in tell(centre.matter(receipt), audience="staff")]
    assert told.index("handling.claimed") < told.index("handling.contacted")
    ledger.seal_pending(now=MONDAY + HOUR)
    assert verify().findings == []


def test_every_entry_is_sealed_whatever_the_clock_said_when_it_was_made(centre, jump, wrong_keys):
    """Keys are ordered by time; an entry that seems older than the log's end must get into the log all the same."""
    with time_machine.travel(MONDAY, tick=False):
        centre.bring()
        ledger.seal_pending(now=MONDAY)
    with time_machine.travel(MONDAY + jump, tick=False):
        record(MONDAY + jump)
        while ledger.seal_pending(now=MONDAY + jump):
            pass
    with time_machine.travel(MONDAY + HOUR, tick=False):
        record(MONDAY + HOUR)
        while ledger.seal_pending(now=MONDAY + HOUR):
            pass
    assert not Entry.objects.filter(sealed__isnull=True).exists()
    assert SealedEntry.objects.count() == Entry.objects.count()
    assert verify().findings == []


def record(now):
    with transaction.atomic():
        ledger.record(uuid7(), "registers.changed", actor=SYSTEM, now=now, body={"said": str(now)})


def test_keys_stay_unique(wrong_keys, evidence):
    made = set()
    for jump in (timedelta(0), *JUMPS.values(), timedelta(0)):
        with time_machine.travel(MONDAY + jump, tick=False):
            made.update(uuid7() for _ in range(IDS // 5))
    assert len(made) == IDS // 5 * 5
    evidence(
        "R17",
        keys_made=len(made),
        keys_twice=0,
        jumps="an hour back, a year back, a year ahead",
        limits_lost=0,
    )


def signed_in(client, centre, now):
    client.force_login(centre.cast.clerk.staff)
    session = client.session
    session.update({BEGAN: now.isoformat(), SEEN: now.isoformat(), FACTOR: True})
    session.save()


def test_a_session_of_staff_outlives_no_jump(client, centre, jump):
    with time_machine.travel(MONDAY, tick=False):
        signed_in(client, centre, MONDAY)
        assert client.get(reverse("desk:search")).status_code == 200
    with time_machine.travel(MONDAY + jump, tick=False):
        assert reverse("account_login") in client.get(reverse("desk:search")).headers.get("Location", "")
    with time_machine.travel(MONDAY, tick=False):
        answer = client.get(reverse("desk:search"))
        assert answer.status_code == 302, "it has ended, also when the clock is right again"
    assert PASSWORD


def test_what_a_resident_or_a_holder_opened_for_a_while_does_not_stay_open_for_a_year(client, rf, centre):
    receipt = centre.bring()
    request = rf.get("/")
    request.session = client.session
    with time_machine.travel(MONDAY + YEAR, tick=False):
        doorway.open_matter_in_session(request, receipt.matter_id)
        doorway.open_contact_in_session(request, "f" * 64)
        opened.keep(request, receipt.matter_id, b"k" * 32)
        assert doorway.resident_of(request).matter_ids == {receipt.matter_id}
        assert opened.key_of(request, receipt.matter_id) == b"k" * 32
    with time_machine.travel(MONDAY, tick=False):
        seen = doorway.resident_of(request)
        assert (set(seen.matter_ids), seen.contact_index) == (set(), "")
        assert opened.key_of(request, receipt.matter_id) is None
    assert settings.RESIDENT_MINUTES < 24 * 60
