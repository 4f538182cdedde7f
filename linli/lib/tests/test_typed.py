"""Whatever somebody types into an address, it is read or it says nothing."""

from datetime import date
from uuid import UUID

import pytest

from linli.lib.typed import day_in, key_in, month_in


def test_a_day_a_month_and_a_key_are_read():
    key = "0192f000-0000-7000-8000-000000000001"
    assert (day_in("2026-03-31"), month_in("2026-03"), key_in(key)) == (
        date(2026, 3, 31),
        date(2026, 3, 1),
        UUID(key),
    )


@pytest.mark.parametrize(
    "text", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "2026-1", "2026-13", "9999-12"]
)
def test_nonsense_says_nothing(text):
    assert (day_in(text), month_in(text), key_in(text)) == (None, None, None)
