"""R12. What follows from an act crashes three times in ten, workers are killed, and all the same it is done: once, and never dropped.

What changes rows happens exactly once, for it is one transaction with the note that it was done. A message leaves the house at most
once; where nobody can know whether it left (the process ended in between), it is not sent again but stands on somebody's list.
Does not show: a follower that ends its whole process each time, for then no worker gets past it.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.installation import installation, until

pytestmark = [pytest.mark.lengthy, pytest.mark.xdist_group("overload")]

SEED = 20261122
MATTERS = 3_000 if is_long() else 24
WORKERS = 4 if is_long() else 2
KILLS = 200 if is_long() else 3  # each when another part of the work is done
DEADLINE = 3_600 if is_long() else 90
CRASHING = "tests.proof.overload.crashing"


@pytest.fixture(params=["postgres", "sqlite"] if is_long() else ["postgres"])
def house(request):
    settings = {"DJANGO_SETTINGS_MODULE": f"{CRASHING}.settings"}
    with installation(request.param, web=False, workers=0, durable=is_long(), **settings) as house:
        house.rows("create table proof_effect (entry varchar(32))")
        yield house


def acted(house):
    command = [sys.executable, "-m", f"{CRASHING}.acting", str(MATTERS), "0"]
    done = subprocess.run(
        command, cwd=ROOT, env=house.environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def alarms(house, kind, open_only=True):
    still = " and settled_at is null" if open_only else ""
    return house.rows(f"select matter_id, unit_id from alerts_alert where kind = '{kind}'{still}")


def test_whatever_crashes_is_done_once_and_what_cannot_be_done_stands_on_a_list(house, evidence):
    dice, kills = random.Random(SEED), 0
    matters = acted(house)
    poison = house.var / "poison"
    poison.write_text(dice.choice(matters))
    for _ in range(WORKERS):
        house.start_worker(pause=0.05)
    whole = house.count("matters_delivery")

    def left():
        nonlocal kills
        for place, worker in enumerate(house.workers):
            if worker.poll() is not None:  # it ended in the middle of sending
                house.workers[place] = house.workers[-1]
                house.workers.pop()
                house.start_worker(pause=0.05)
        waiting = house.count("matters_delivery")
        if kills < KILLS and waiting < whole * (1 - (kills + 1) / (KILLS + 1)):
            os.kill(dice.choice(house.workers).pid, signal.SIGKILL)
            kills += 1
        messages = house.count("notices_notice", "stage in ('waiting', 'sending')")
        return waiting == 2 and messages == 0 and kills == KILLS and len(alarms(house, "worker.stuck")) == 2

    until(
        left,
        seconds=DEADLINE,
        why=lambda: f"{house.count('matters_delivery')} deliveries wait\n{house._end_of_log()}",
    )
    failed = house.rows("select attempts from matters_delivery")
    assert all(attempts >= 5 for (attempts,) in failed), "it is tried on"
    assert all(unit for _matter, unit in alarms(house, "worker.stuck")), "somebody owns it"

    poison.unlink()
    until(lambda: not house.count("matters_delivery"), seconds=DEADLINE)
    until(lambda: not alarms(house, "worker.stuck"), seconds=60)
    followed = house.rows("select entry, count(*) from proof_effect group by entry")
    assert len(followed) == 2 * MATTERS, "dropped"
    assert {count for _entry, count in followed} == {1}, "doubled"
    assert house.count("statistics_fact") == house.count("matters_matter") == MATTERS
    told = messages(house)
    house.stop_workers()
    assert house.verify()["sound"]
    print(f"seed={SEED} matters={MATTERS} effects={len(followed)} kills={kills} dropped=0 doubled=0 {told}")
    evidence(
        "R12", effects=len(followed), crashes_percent=30, workers=WORKERS, workers_killed=kills, dropped=0, doubled=0,
        messages_sent=told["sent"], sent_twice=0, on_somebodys_list=told["failed"] + told["unknown"],
    )  # fmt: skip


def messages(house):
    """Each resident was told at most once, and of each message it is known what became of it, or somebody has to look."""
    left = Counter((house.var / "sent").read_text().splitlines())
    assert set(left.values()) == {1}, "a message left the house twice"
    stages = Counter(stage for (stage,) in house.rows("select stage from notices_notice"))
    assert stages.total() == MATTERS
    assert set(stages) <= {"sent", "failed", "unknown"}, "a message was dropped"
    assert stages["sent"] <= len(left) <= stages["sent"] + stages["unknown"]
    trouble = alarms(house, "notices.trouble")
    assert len(trouble) == stages["failed"] + stages["unknown"]
    assert all(unit for _matter, unit in trouble)
    return stages
