from datetime import date

import pytest

from linli.core.clocks import actions, queries
from linli.core.clocks.models import LimitRow
from linli.core.clocks.tests.conftest import at
from linli.core.clocks.tests.test_acts import REPLY
from linli.core.matters.models import Category
from linli.ground.people.actor import SYSTEM
from linli.lib.limits import Limit

ON = date(2026, 3, 9)


@pytest.fixture
def water(db):
    top = Category.objects.create(code="town", name="市政", path="town")
    return Category.objects.create(code="water", name="供水", path="town/water", parent=top)


def row(amount, **more):
    LimitRow.objects.create(
        **{"procedure": "requests", "clock": "reply", "amount": amount, "unit": "working_day", **more}
    )


def chosen(**about):
    return queries.limit_for("requests", "reply", on=ON, default=REPLY.limit, **about).amount


def test_the_most_exact_row_of_the_register_wins(water):
    assert chosen() == 15
    row(10, source="本县规定")
    row(7, kind="complaint", source="本县规定")
    row(6, severity="urgent", source="本县规定")
    row(5, category=water.parent, source="本县规定")
    row(3, category=water, source="供水服务规范")
    row(1, category=water, kind="complaint", severity="urgent", source="供水服务规范")
    assert chosen() == 10
    assert chosen(kind="complaint", severity="urgent") == 7
    assert chosen(severity="urgent") == 6
    assert chosen(category=water.parent) == 5
    assert chosen(category=water, kind="praise") == 3
    assert chosen(category=water, kind="complaint", severity="urgent") == 1
    assert queries.limit_for("other", "reply", on=ON, default=REPLY.limit) == REPLY.limit


def test_rows_hold_only_while_they_are_in_force(water):
    row(9, valid_to=date(2026, 3, 8), source="旧")
    row(8, valid_from=date(2026, 3, 10), source="新")
    assert chosen() == 15
    row(7, valid_from=date(2020, 1, 1), source="甲")
    row(6, valid_from=date(2026, 3, 9), valid_to=date(2026, 3, 9), source="乙")
    assert chosen() == 6


def test_a_matter_starts_with_the_limit_of_the_register_and_keeps_it(new_matter, water, seeded):
    row(3, category=water, source="供水服务规范")
    matter = new_matter(category=water)
    (clock,) = actions.start_many(matter, [REPLY], now=at("2026-03-09T10:00"), actor=SYSTEM)
    assert clock.limit == Limit(3, "working_day", "供水服务规范")
    LimitRow.objects.update(amount=30)
    clock.refresh_from_db()
    assert (
        queries.reading(clock, now=at("2026-03-09T11:00")).due_at
        == clock.due_at
        == at("2026-03-12T23:59:59.999999")
    )
