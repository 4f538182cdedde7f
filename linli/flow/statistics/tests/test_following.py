"""Whatever way entries reach the figures, they come out as a rebuild would have them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.matters.models import Delivery, Entry
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing import actions as routing
from linli.flow.statistics.actions import differences, rebuild
from linli.flow.statistics.facts import COUNTED
from linli.flow.statistics.followers import count_what_happened
from linli.flow.statistics.keeping import kept_sums, sums_of_facts
from linli.flow.statistics.models import Fact, Tally
from linli.testing.makers import MONDAY

LATER = MONDAY + timedelta(hours=3)


def kept():
    """Return all that is kept, sums of nothing left out."""
    facts = {row["matter_id"]: row for row in Fact.objects.values()}
    return facts, {place: row for place, row in kept_sums().items() if any(row)}


@pytest.fixture
def busy(centre):
    """Four matters to which different things happened, none of it counted yet."""
    cast = centre.cast
    done, returned, rated, moved = (centre.bring(category_id=centre.leak.id) for _ in range(4))
    for receipt in (done, rated):
        handling.claim(receipt.matter_id, actor=cast.handler.actor, now=LATER)
        outcomes.reply(receipt.matter_id, text="修好了", actor=cast.handler.actor, now=LATER)
        outcomes.close(receipt.matter_id, outcome="solved", actor=cast.handler.actor, now=LATER)
    resident = centre.requester(rated)
    outcomes.rate(rated.matter_id, solved="no", satisfied="no", actor=resident, now=LATER)
    outcomes.reopen(rated.matter_id, reason="又漏了", actor=resident, now=LATER)
    handling.claim(returned.matter_id, actor=cast.handler.actor, now=LATER)
    handling.give_back(
        returned.matter_id, reason="不归我们管", article="责任清单第3项", actor=cast.handler.actor, now=LATER
    )
    unit = cast.east_town.id
    routing.dispatch(moved.matter_id, unit_id=unit, reason="镇里办", actor=cast.clerk.actor, now=LATER)
    return centre


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_and_repetition_of_deliveries_do_not_matter(busy, data):
    Fact.objects.all().delete()
    Tally.objects.all().delete()
    entries = list(Entry.objects.filter(verb__in=COUNTED).order_by("id"))
    again = data.draw(st.lists(st.sampled_from(entries), max_size=10))
    order = data.draw(st.permutations(entries + again))
    size = data.draw(st.integers(1, len(order)))
    for start in range(0, len(order), size):
        count_what_happened(order[start : start + size], now=LATER)
    assert differences() == []
    followed = kept()
    assert rebuild() == 4
    assert kept() == followed
    assert sums_of_facts() == kept()[1]


def test_what_happened_is_counted_once_it_was_delivered(busy):
    assert differences() == [], "what still waits is not a difference"
    assert Delivery.objects.filter(follower="statistics.facts").exists()
    before = kept()
    busy.settle(now=LATER)
    assert kept() != before
    assert differences() == []


def test_a_matter_that_moves_leaves_no_trace_where_it_was(busy):
    busy.settle(now=LATER)
    cast = busy.cast
    at_water = Tally.objects.get(within="", dimension="unit", key=str(cast.water.id))
    at_town = Tally.objects.get(within="", dimension="unit", key=str(cast.east_town.id))
    assert (at_water.received, at_town.received) == (2, 1)


def test_a_changed_sum_and_a_changed_fact_are_found_and_mended(busy):
    busy.settle(now=LATER)
    Tally.objects.filter(dimension="all").update(received=7)
    fact = Fact.objects.order_by("matter").first()
    Fact.objects.filter(matter=fact.matter_id).update(late=1)
    found = differences()
    assert f"fact {fact.matter_id}" in found
    assert any(line.startswith("tally ('', 'all'") for line in found)
    rebuild()
    assert differences() == []


def test_counting_a_batch_takes_few_queries(busy, django_assert_max_num_queries):
    entries = list(Entry.objects.filter(verb__in=COUNTED))
    with django_assert_max_num_queries(14):
        count_what_happened(entries, now=LATER)
    with django_assert_max_num_queries(7):
        count_what_happened(entries, now=LATER)


def test_a_matter_that_was_sent_up_counts_for_the_unit_that_has_it(centre):
    """Nothing that was counted happens with it: no clock stops, since the village had taken it up and called."""
    cast = centre.cast
    receipt = centre.bring(severity="small", category_id=centre.noise.id)
    village = cast.village_cadre.actor
    handling.claim(receipt.matter_id, actor=village, now=LATER)
    handling.contact(receipt.matter_id, text="说了", actor=village, now=LATER)
    centre.settle(now=LATER)
    assert Fact.objects.get(matter=receipt.matter_id).unit_id == cast.east_committee.id
    handling.escalate(receipt.matter_id, reason="村里办不了", actor=village, now=LATER)
    centre.settle(now=LATER)
    assert Fact.objects.get(matter=receipt.matter_id).unit_id == cast.east_town.id
    assert differences() == []
