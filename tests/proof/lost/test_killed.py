"""R1. Web processes and workers are killed while matters come in: nothing acknowledged is lost, nothing is there twice or half."""

import os
import signal
import time
from collections import Counter
from random import Random

import pytest

from linli.testing.long import is_long
from tests.proof.installation import Installation, installation
from tests.proof.lost.crowd import Crowd
from tests.proof.lost.judging import judge

pytestmark = pytest.mark.lengthy

SEED = 20261122
SHORT = {"intakes": 300, "kills": 10, "between": 15, "one_in": 700, "seconds": 12}
LONG = {"intakes": 100_000, "kills": 1_000, "between": 90, "one_in": 700, "seconds": 2 * 3600}
SHORTEST_PAUSE = 0.3
FEWEST = 3


def storm(house: Installation, crowd: Crowd, *, intakes: int, kills: int, between: int, seconds: float, **_):
    """Kill a web process or the worker after every `between` matters until so many came in, or for so many seconds.

    A slow machine gets the time for a few kills at least.
    """
    done: Counter[str] = Counter()
    dice, began, last = Random(SEED), time.monotonic(), (0.0, 0)
    while len(crowd.acked) < intakes or done.total() + deaths(house).total() < kills:
        if time.monotonic() - began > seconds and (done.total() >= FEWEST or is_long()):
            break
        time.sleep(0.02)
        for place, worker in enumerate(house.workers):
            if worker.poll() is not None:  # it died by itself
                house.kill_worker(place)
        now = time.monotonic()
        if now - last[0] < SHORTEST_PAUSE or len(crowd.acked) - last[1] < between:
            continue
        last = (now, len(crowd.acked))
        if dice.random() < 0.15:
            house.kill_worker()
            done["a worker, from outside"] += 1
        elif victims := house.web():
            os.kill(dice.choice(victims), signal.SIGKILL)
            done["a web process, from outside"] += 1
    return done


def deaths(house: Installation) -> Counter[str]:
    """Return how many died by themselves, by the moment at which they did."""
    path = house.var / "deaths"
    return Counter(path.read_text().splitlines()) if path.is_file() else Counter()


@pytest.mark.parametrize("kind", ["postgres", "sqlite"] if is_long() else ["postgres"])
def test_what_was_acknowledged_survives_the_death_of_any_process(kind, evidence):
    """Processes die from outside, and by their own hand around every commit, file name, receipt, follower and checkpoint."""
    form = LONG if is_long() else SHORT
    settings = {"DJANGO_SETTINGS_MODULE": "tests.proof.lost.dying_settings", "LINLI_LOG_LEVEL": "CRITICAL"}
    with installation(kind, processes=3, threads=2, **settings) as house:
        crowd = Crowd(house, seed=SEED)
        (house.var / "dying").write_text(str(form["one_in"]))
        crowd.start()
        from_outside = storm(house, crowd, **form)
        (house.var / "dying").unlink()
        crowd.stop()
        if house.workers[0].poll() is not None:
            house.kill_worker()
        house.settle()
        verdict = judge(house, crowd.acked, seed=SEED)
        died = deaths(house)
        print(f"seed={SEED}", verdict, dict(from_outside), dict(died), crowd.answers, crowd.unanswered)
        assert verdict
        assert crowd.acked
        assert died.total() + from_outside.total()
        evidence(
            "R1",
            acked=verdict.acked,
            kills_from_outside=from_outside.total(),
            kills_at_named_moments=died.total(),
            named_moments=len(died),
            unanswered_and_sent_again=crowd.unanswered,
            lost=verdict.lost,
            doubled=verdict.doubled,
            half_timelines=verdict.halves,
            orphan_files=verdict.orphans,
        )
