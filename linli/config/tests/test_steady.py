"""A clock that jumps makes nobody act who acts because time passed."""

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from linli.config.commands.worker import Turns
from linli.config.steady import LASTS, Steady, steady_seconds

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SECOND, HOUR, YEAR = timedelta(seconds=1), timedelta(hours=1), timedelta(days=365)


class Machine:
    """A wall clock that can be set, and another that cannot."""

    def __init__(self):
        self.wrong, self.ticks, self.steady = timedelta(0), 1000.0, Steady()

    def trusts(self, after=SECOND):
        self.ticks += after.total_seconds()
        return self.steady.trusts(now=NOW + timedelta(seconds=self.ticks) + self.wrong, ticks=self.ticks)


def test_a_clock_that_goes_as_clocks_go_is_believed():
    machine = Machine()
    assert all(machine.trusts(after) for after in [SECOND] * 100 + [HOUR] * 100)
    for _ in range(1000):
        machine.wrong += SECOND
        assert machine.trusts(HOUR), "it drifts, or is set right little by little"


def test_a_jump_of_a_year_is_never_believed_and_forgotten_when_it_is_over():
    machine = Machine()
    assert machine.trusts()
    machine.wrong = YEAR
    assert not any(machine.trusts(timedelta(minutes=5)) for _ in range(100))
    machine.wrong = timedelta(0)
    assert machine.trusts()


def test_a_jump_of_an_hour_is_believed_when_it_lasts():
    machine = Machine()
    assert machine.trusts()
    machine.wrong = HOUR
    assert not machine.trusts()
    assert not machine.trusts(timedelta(seconds=LASTS / 2))
    assert machine.trusts(timedelta(seconds=LASTS))
    assert machine.trusts()


@pytest.mark.parametrize("back", [HOUR, YEAR])
def test_a_clock_set_back_and_right_again_is_believed_at_once(back):
    machine = Machine()
    assert machine.trusts()
    machine.wrong = -back
    assert machine.trusts()
    machine.wrong = timedelta(0)
    assert machine.trusts()


@pytest.mark.django_db
def test_while_the_clock_is_doubted_matters_go_on_and_limits_wait():
    done = []
    turns = Turns(
        [(name, SECOND, lambda now, name=name: done.append(name) or 0) for name in ("deliveries", "clocks")]
    )
    turns.take(now=NOW, ticks=1)
    with capture_logs() as logs:
        for second in range(2, 12):
            turns.take(now=NOW + YEAR + second * SECOND, ticks=second)
    assert (done.count("clocks"), done.count("deliveries")) == (1, 11)
    assert [line["event"] for line in logs] == ["worker.clock_jumped"]
    turns.take(now=NOW + 12 * SECOND, ticks=12)
    assert (done.count("clocks"), done.count("deliveries")) == (2, 12), "no turn is put off for a year"


def test_the_machine_has_a_clock_that_nobody_sets():
    first = steady_seconds()
    assert steady_seconds() >= first
