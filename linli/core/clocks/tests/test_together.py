"""Several at the same moment. Needs a database that lets several write, so PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from linli.core.clocks import actions
from linli.core.clocks.models import Clock
from linli.core.clocks.tests.conftest import at
from linli.core.clocks.tests.test_acts import REPLY
from linli.core.matters.models import Entry, Matter
from linli.ground.people.actor import SYSTEM
from linli.lib.limits import Limit

NOW = at("2026-03-09T10:00")
LATE = at("2026-03-28T09:00")


@pytest.fixture
def several(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL lets several write at once")

    def run(deeds):
        def one(deed):
            try:
                return deed()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(deeds)) as pool:
            return list(pool.map(one, deeds))

    return run


def test_scanners_at_work_together_fire_each_step_once(several, new_matter, seeded):
    for _ in range(20):
        actions.start_many(new_matter(), [REPLY], now=NOW, actor=SYSTEM)
    fired = several([lambda: actions.tick(now=LATE)] * 4)
    assert sum(fired) == 40
    assert Entry.objects.filter(verb="clocks.warned").count() == 20
    assert Entry.objects.filter(verb="clocks.breached").count() == 20


def test_acts_on_two_clocks_of_one_matter_leave_its_due_time_right(several, new_matter, seeded, leader):
    for _ in range(10):
        matter = new_matter()
        for name, days in (("a", 5), ("b", 6), ("c", 20)):
            actions.start(matter, name, limit=Limit(days, "calendar_day"), now=NOW, actor=SYSTEM)
        again = Matter.objects.get(id=matter.id)
        several(
            [
                lambda m=matter: actions.stop(m, "a", now=NOW, actor=SYSTEM),
                lambda m=again: actions.extend(
                    m, "b", by=Limit(30, "calendar_day"), reason="x", now=NOW, actor=leader
                ),
            ]
        )
        assert Matter.objects.get(id=matter.id).due_at == Clock.objects.get(matter=matter, name="c").due_at
