"""Spans that a clock set back must not stretch."""

from datetime import UTC, datetime, timedelta

from linli.lib.moments import SKEW, is_still, is_within

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_span_is_over_when_it_is_over_and_also_when_the_clock_went_back():
    assert is_within(timedelta(0), HOUR)
    assert is_within(HOUR, HOUR)
    assert not is_within(HOUR + timedelta(seconds=1), HOUR)
    assert is_within(-SKEW, HOUR), "the clocks of two machines differ a little"
    assert not is_within(-HOUR, HOUR)


def test_what_was_given_for_an_hour_does_not_hold_for_two_because_the_clock_went_back():
    assert is_still(NOW + HOUR, HOUR, now=NOW)
    assert not is_still(NOW, HOUR, now=NOW)
    assert not is_still(NOW + 2 * HOUR, HOUR, now=NOW)
