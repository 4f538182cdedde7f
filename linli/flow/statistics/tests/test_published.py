"""What anyone may see gives no single matter away."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.flow.statistics.queries import Months, public_table, public_total, public_trend
from linli.flow.statistics.queries.published import FEWEST_SHOWN, put_together
from linli.testing.makers import MONDAY


@given(st.lists(st.integers(0, 40), max_size=12))
def test_nothing_published_and_nothing_that_follows_from_it_is_a_small_number(numbers):
    sums = [(str(place), Counter(received=number)) for place, number in enumerate(numbers)]
    shown, rest = put_together(sums)
    assert all(counts["received"] >= FEWEST_SHOWN for _key, counts in shown)
    hidden = sum(numbers) - sum(counts["received"] for _key, counts in shown)
    assert rest["received"] in (0, hidden)
    assert hidden == 0 or hidden >= FEWEST_SHOWN or not shown


@given(st.lists(st.integers(5, 40), max_size=12))
def test_large_numbers_are_all_shown(numbers):
    sums = [(str(place), Counter(received=number)) for place, number in enumerate(numbers)]
    shown, rest = put_together(sums)
    assert len(shown) == len(numbers)
    assert not rest


def test_anyone_sees_totals_and_places_with_five_matters(centre):
    west = centre.submission().spot.__class__(village_id=centre.cast.west_village.id)
    for _ in range(6):
        centre.bring()
    centre.bring(spot=west)
    months = Months.until(MONDAY.date())
    assert public_total(months).counts["received"] == 7
    assert [row.counts["received"] for row in public_trend(months)][-1] == 7
    assert [(row.label, row.counts["received"]) for row in public_table("town", months)] == [("其他", 7)]
    for _ in range(4):
        centre.bring(spot=west)
    assert [(row.label, row.counts["received"]) for row in public_table("town", months)] == [
        ("东河镇", 6),
        ("西岭镇", 5),
    ]
    with pytest.raises(KeyError):
        public_table("within", months)
