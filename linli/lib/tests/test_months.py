"""The same day some months on or back, or the last day of a shorter month (民法典第二百零二条)."""

from datetime import date

import pytest

from linli.lib.days.months import months_later


def test_the_same_day_or_the_last_of_a_shorter_month():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 1), 2) == date(2027, 1, 1)
    with pytest.raises(OverflowError):
        months_later(date(9999, 12, 1), 1)
