"""Who is sent away, and who never is. No threads, no clock: time is a number."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.config.shedding.classes import kinds
from linli.config.shedding.gate import LONGEST, Gate

KINDS = list(kinds().values())
URGENT = [kind for kind in KINDS if kind.patience is None]


def gate(places=4, waiting=64):
    return Gate(places, waiting, KINDS)


def kind(name):
    return kinds()[name]


def test_where_nobody_waits_everybody_is_let_in():
    for each in KINDS:
        assert gate().arrive(each, now=0) is not None


def test_bringing_a_matter_is_never_sent_away_however_many_come():
    house = gate()
    for number in range(5_000):
        assert house.arrive(kind("intake"), now=0) is not None
        assert house.arrive(kind("entrance"), now=0) is not None
        house.arrive(KINDS[number % len(KINDS)], now=0)
    assert {each.name for each in house.sent_away} == {each.name for each in KINDS if each not in URGENT}


def test_the_less_urgent_never_take_the_last_place():
    house = gate()
    for _ in range(8):
        house.arrive(kind("browsing"), now=0)
        house.arrive(kind("statistics"), now=0)
    while house.next(now=0):
        pass
    assert house.running.total() == 3
    house.arrive(kind("intake"), now=0)
    assert house.next(now=0).kind == kind("intake")


def test_figures_and_search_together_take_half_of_the_places():
    house = gate()
    for name in ("statistics", "search", "exports", "media"):
        house.arrive(kind(name), now=0)
    while house.next(now=0):
        pass
    assert house.running.total() == 2
    house.arrive(kind("browsing"), now=0)
    assert house.next(now=0).kind == kind("browsing")


def test_who_waits_longest_of_the_most_urgent_is_next():
    house = gate(places=1)
    late = [house.arrive(kind("browsing"), now=0) for _ in range(2)]
    brought = [house.arrive(kind("intake"), now=1) for _ in range(2)]
    order = []
    while ticket := house.next(now=2):
        house.done(ticket, now=2)
        order.append(ticket)
    assert order == [*brought, *late]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whoever_is_sent_away_every_less_urgent_kind_is_sent_away_too(data):
    house = gate(places=data.draw(st.integers(1, 6)), waiting=data.draw(st.integers(4, 40)))
    now, running = 0.0, []
    for _ in range(data.draw(st.integers(0, 80))):
        now += data.draw(st.floats(0, 0.2))
        act = data.draw(st.sampled_from(["arrive", "arrive", "next", "done"]))
        if act == "arrive":
            house.arrive(data.draw(st.sampled_from(KINDS)), now=now)
        elif act == "next" and (ticket := house.next(now=now)):
            running.append(ticket)
        elif act == "done" and running:
            house.done(running.pop(0), now=now)
    refused = [is_refused(house, each) for each in KINDS]
    assert refused == sorted(refused), [each.name for each in KINDS]
    assert not any(refused[: len(URGENT)])


def is_refused(house, each):
    """Look without leaving a trace."""
    before = house.sent_away.copy(), house.let_in.copy()
    ticket = house.arrive(each, now=0)
    if ticket is not None:
        house.queues[each].pop()
    house.sent_away, house.let_in = before
    return ticket is None


def test_slow_figures_are_sent_away_while_quick_pages_go_on():
    house = gate()
    for _ in range(40):
        ticket = house.arrive(kind("statistics"), now=0)
        assert house.next(now=0) is ticket
        house.done(ticket, now=3)
    for _ in range(3):
        house.arrive(kind("statistics"), now=3)
        house.next(now=3)
    assert house.arrive(kind("statistics"), now=3) is None
    assert house.arrive(kind("browsing"), now=3) is not None


def test_whoever_waited_too_long_gives_up_and_whoever_has_a_place_does_not():
    house = gate(places=1)
    first, second = (house.arrive(kind("acting"), now=0) for _ in range(2))
    assert house.next(now=1) is first
    assert house.give_up(second, now=20)
    assert not house.give_up(first, now=20)
    assert house.sent_away == {kind("acting"): 1}


def test_the_more_are_sent_away_the_wider_their_return_is_spread():
    house, dice = gate(), Random(20261122)
    calm = [house.advice(dice=dice, now=0) for _ in range(200)]
    for _ in range(20_000):
        if house.arrive(kind("statistics"), now=0):
            house.arrive(kind("browsing"), now=0)
    stormy = [house.advice(dice=dice, now=0) for _ in range(2_000)]
    assert 3 <= min(calm) <= max(calm) <= 6
    assert max(stormy) - min(stormy) > 60
    assert max(stormy) <= LONGEST
    most = max(stormy.count(second) for second in set(stormy))
    assert most < 0.05 * len(stormy), "nobody comes back in a crowd"
    assert max(house.advice(dice=dice, now=120) for _ in range(200)) <= 6, "it is forgotten soon"
