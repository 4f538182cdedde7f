"""A task has a clock of its own beside the matter: it warns and runs out, and moves nothing of the matter."""

import pytest

from linli.core.clocks import actions
from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of, clocks_of_tasks, explain, running
from linli.core.clocks.tests.conftest import at
from linli.core.clocks.tests.test_acts import REPLY, entries
from linli.ground.people.actor import SYSTEM
from linli.lib.identifiers import uuid7

NOW = at("2026-03-09T10:00")
FRIDAY = at("2026-03-13T17:00")


@pytest.fixture
def task(matter):
    actions.start_many(matter, [REPLY], now=NOW, actor=SYSTEM)
    return uuid7()


def start(matter, task, until=None):
    return actions.start_task(
        matter, REPLY, task_id=task, unit=matter.unit, actor=SYSTEM, now=NOW, until=until
    )


def test_it_runs_beside_the_clocks_of_the_matter_and_leaves_them_alone(matter, task):
    due = matter.due_at
    clock = start(matter, task)
    matter.refresh_from_db()
    assert (clock.level, matter.due_at) == ("task", due)
    assert clock not in running(matter)
    assert clock not in clocks_of(matter)
    assert clocks_of_tasks([task]) == {task: clock}


def test_it_ends_when_people_agreed_it_would_and_says_so(matter, task):
    clock = start(matter, task, until=FRIDAY)
    assert clock.due_at == FRIDAY
    assert explain(clock, now=NOW) == ["约定的时间：2026年3月13日（星期五）17:00。"]
    assert actions.tick(now=FRIDAY) == 1
    assert actions.tick(now=at("2026-03-16T09:00")) == 1
    breach = entries(matter, "clocks.breached")[0].body
    assert (breach["task"], breach["level"]) == (str(task), "task")


def test_it_goes_on_after_the_matter_is_closed_until_it_is_stopped(matter, task):
    start(matter, task, until=FRIDAY)
    type(matter).objects.filter(id=matter.id).update(is_open=False)
    assert actions.tick(now=at("2026-03-16T09:00")) >= 1
    stopped = actions.stop_task(matter, task_id=task, actor=SYSTEM, now=at("2026-03-16T10:00"))
    assert stopped.was_late
    assert actions.stop_task(matter, task_id=task, actor=SYSTEM, now=at("2026-03-16T10:00")) is None
    assert not Clock.objects.filter(task_id=task, stopped_at=None).exists()
