"""Spans of time that a clock set back must not stretch."""

from datetime import datetime, timedelta

SKEW = timedelta(minutes=2)  # by so much the clocks of two machines may differ


def is_within(passed: timedelta, longest: timedelta) -> bool:
    """Tell whether so much time may have passed: not too much, and not less than none, as after the clock was set back."""
    return -SKEW <= passed <= longest


def is_still(until: datetime, longest: timedelta, *, now: datetime) -> bool:
    """Tell whether what was given for `longest` at most still holds; it does not if its end lies further off than that."""
    return now < until <= now + longest + SKEW
