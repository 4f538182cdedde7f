"""What fails again and again in the background stands on the duty post's list until it was done."""

from datetime import timedelta

import pytest

from linli.core.matters import ledger
from linli.core.matters.ledger import delivering
from linli.core.matters.ledger.following import follower_named
from linli.core.matters.models import Delivery
from linli.flow.handling.alerts.kinds import words_of
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.handling.alerts.stuck import KIND, call_for_what_is_stuck
from linli.testing.makers import MONDAY

HOUR = timedelta(hours=1)


@pytest.fixture
def broken(monkeypatch):
    """The figures cannot be counted, until the test lets them."""
    follower = follower_named("statistics.facts")

    def fail(entries, *, now):
        raise RuntimeError("the disk is on fire")

    object.__setattr__(follower, "run", (works := follower.run) and fail)
    yield lambda: object.__setattr__(follower, "run", works)
    object.__setattr__(follower, "run", works)


def test_a_step_that_fails_again_and_again_calls_the_duty_post_once_and_is_tried_on(centre, broken):
    receipt = centre.bring()
    tried = 0
    for hour in range(10):
        tried += ledger.deliver_pending(now=MONDAY + hour * HOUR)
        call_for_what_is_stuck(now=MONDAY + hour * HOUR)
    waiting = Delivery.objects.filter(follower="statistics.facts")
    assert min(waiting.values_list("attempts", flat=True)) > delivering.ALARM_AFTER
    alerts = open_alerts(centre.cast.clerk.actor).filter(kind=KIND)
    assert {row.matter_id for row in alerts} == {receipt.matter_id}
    assert alerts.count() == waiting.count()
    assert "（statistics.facts）" in words_of(KIND, alerts[0].says)
    assert not open_alerts(centre.cast.west_clerk.actor).filter(kind=KIND).exists()
    broken()
    ledger.deliver_pending(now=MONDAY + 20 * HOUR)
    assert call_for_what_is_stuck(now=MONDAY + 20 * HOUR) == 0
    assert not waiting.exists()
    assert not Alert.objects.filter(kind=KIND, settled_at=None).exists()


def test_what_failed_once_calls_nobody(centre, broken):
    centre.bring()
    assert call_for_what_is_stuck(now=MONDAY) == 0


def test_after_the_clock_was_set_back_nothing_waits_for_the_time_it_had_shown(centre, broken):
    wrong = MONDAY + timedelta(days=365)
    centre.bring(now=wrong)
    broken()
    assert ledger.deliver_pending(now=MONDAY) == 0
    assert ledger.recall(now=MONDAY) == Delivery.objects.count() > 0
    assert ledger.deliver_pending(now=MONDAY) > 0
    assert not Delivery.objects.exists()
