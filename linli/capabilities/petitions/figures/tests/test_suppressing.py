"""No number that is hidden in a published table can be found out: tried with all tables of a size, and by exact solving."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.capabilities.petitions.figures.counting.suppressing import (
    Told,
    banded,
    named,
    number,
    parted,
)

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=8)
FEWEST = 5


def published(table):
    return tuple((cell.sign, cell.value, cell.most) for cell in (*table.cells.values(), table.total))


def by_place(values):
    return {str(place): value for place, value in enumerate(values)}


def ranges(cell, total, fewest):
    """Return what a reader knows of one number by its sign alone."""
    match cell.sign:
        case "shown":
            return range(cell.value, cell.value + 1)
        case "few":
            return range(fewest)
        case "range":
            return range(cell.value, cell.most + 1)
    return range(total + 1)


def sums(ranges_of_all):
    """Return every sum that numbers in these ranges can have."""
    reached = {0}
    for one in ranges_of_all:
        reached = {before + value for before in reached for value in one}
    return reached


def possible(cells, place, allowed, fewest):
    """Return the numbers that stay possible at `place` where the sum of all has to be in `allowed`: an exact solver."""
    all_ranges = [ranges(cell, max(allowed), fewest) for cell in cells]
    others = sums(all_ranges[:place] + all_ranges[place + 1 :])
    return {value for value in all_ranges[place] if any(value + rest in allowed for rest in others)}


@pytest.mark.parametrize("publish", [parted, banded])
def test_nobody_who_knows_the_rule_finds_a_hidden_number(publish):
    """Every table with up to four numbers is published; those that look alike must differ in each number that is hidden."""
    for size, fewest, most in ((2, 3, 20), (3, 3, 14), (4, 3, 10), (3, 5, 20), (4, 2, 9), (5, 2, 7)):
        alike = defaultdict(list)
        for values in product(range(most + 1), repeat=size):
            alike[published(publish(by_place(values), fewest=fewest))].append(values)
        for seen, worlds in alike.items():
            *cells, total = seen
            if total[1] is not None and total[1] > most:
                continue  # some of its worlds have a number beyond those tried
            for place, (sign, *_values) in enumerate(cells):
                found = {world[place] for world in worlds}
                if sign == "few":
                    assert found == set(range(fewest)), (seen, place)
                if sign in ("range", "withheld"):
                    assert len(found) > 1, (seen, place)


def test_nobody_who_knows_the_rule_finds_how_often_an_organ_was_named():
    for size, fewest, of in ((2, 3, 12), (3, 3, 9), (4, 2, 6)):
        alike = defaultdict(list)
        for values in product(range(of + 1), repeat=size):
            if sum(values) <= of:
                alike[published(named(by_place(values), of=of, fewest=fewest))].append(values)
        for seen, worlds in alike.items():
            for place, (sign, *_values) in enumerate(seen[:-1]):
                found = {world[place] for world in worlds}
                assert sign != "few" or found == set(range(fewest)), (seen, place)
                assert sign != "withheld" or len(found) > 1, (seen, place)


@given(COUNTS, st.sampled_from([parted, banded]))
def test_every_number_below_five_stays_possible_for_each_hidden_part(values, publish):
    table = publish(by_place(values), fewest=FEWEST)
    cells, whole = list(table.cells.values()), sum(values)
    allowed = {whole} if table.total.sign == "shown" else set(range(FEWEST))
    for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
        found = possible(cells, place, allowed, FEWEST)
        assert value in found
        assert (cell.sign == "few") <= (found == set(range(FEWEST)))
        assert (cell.sign in ("range", "withheld")) <= (len(found) > 1)


@given(COUNTS, st.integers(0, 20))
def test_every_number_below_five_stays_possible_for_each_organ(values, unnamed):
    of = sum(values) + unnamed
    assume(of)
    cells = list(named(by_place(values), of=of, fewest=FEWEST).cells.values())
    for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
        found = possible(cells, place, set(range(of + 1)), FEWEST)
        assert value in found
        assert (cell.sign == "few") <= (found == set(range(FEWEST)))


@given(COUNTS)
def test_nought_and_four_look_the_same(values):
    """Whichever of the small numbers it is: where both are published in parts, they are published alike."""
    assume(any(value < FEWEST for value in values))
    table = named(by_place(values), of=sum(values) + 2 * FEWEST * len(values), fewest=FEWEST)
    turned = [FEWEST - 1 - value if value < FEWEST else value for value in values]
    again = named(by_place(turned), of=sum(values) + 2 * FEWEST * len(values), fewest=FEWEST)
    assert published(table) == published(again)
    assert number(0, fewest=FEWEST) == number(FEWEST - 1, fewest=FEWEST) == Told("few")


def test_large_numbers_are_told_as_they_are():
    shown = (("shown", 5, None), ("shown", 12, None), ("shown", 17, None))
    assert published(parted({"a": 5, "b": 12}, fewest=5)) == shown
    assert published(banded({"a": 5, "b": 12}, fewest=5)) == shown


def test_where_one_is_small_the_largest_is_told_as_a_range():
    table = parted({"letter": 3, "visit": 12, "online": 103}, fewest=5)
    assert list(table.cells.values()) == [Told("few"), Told("shown", 12), Told("range", 102, 106)]
    assert table.total == Told("shown", 118)


def test_in_long_tables_where_one_is_small_the_others_are_told_in_bands():
    table = banded({"a": 3, "b": 12, "c": 41, "d": 103}, fewest=5)
    bands = [Told("few"), Told("range", 10, 14), Told("range", 40, 44), Told("range", 100, 104)]
    assert list(table.cells.values()) == bands


def test_a_table_that_would_give_itself_away_is_left_out():
    assert parted({"a": 0, "b": 6}, fewest=5).is_withheld
    assert banded({"a": 0, "b": 40}, fewest=5).is_withheld
    assert named({"a": 10, "b": 0}, of=10, fewest=5).is_withheld
