"""A town lives by one seed, with everything going wrong that can; after each step every promise holds (R18).

`LINLI_TOWN_SEED=7 pytest tests/proof/town` lets the town of seed 7 live again (7-20: all of these), `LINLI_TOWN_STEPS=120`
for so many steps; in the long form as many towns live as `LINLI_TOWN_SEEDS=10000` says, else 300. Seeds in which a promise was
broken are kept in seeds.txt and come first.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from linli.testing.long import is_long

from .county import found
from .moves import MOVES
from .promises import EACH, WHOLE
from .running import run
from .sending import PATH

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy]

KEPT = Path(__file__).with_name("seeds.txt")
ASKED = os.environ.get("LINLI_TOWN_SEED", "")
STEPS = int(os.environ.get("LINLI_TOWN_STEPS", "0"))
LONG_SEEDS, LONG_STEPS, TOGETHER = int(os.environ.get("LINLI_TOWN_SEEDS", "300")), 500, 20
SHORT = [(1, 130), (2, 110)]  # about ten seconds
KEPT_IN_SHORT = 120  # kept seeds that take no more steps are tried in the short form, too


def kept():
    """Return (seed, steps) of each town in which something was broken once."""
    lines = (line.partition("#")[0].split() for line in KEPT.read_text(encoding="utf-8").splitlines())
    return [(int(line[0]), int(line[1])) for line in lines if line]


def towns():
    """Return the towns to live, in groups, so that several processes can share them."""
    if ASKED:
        first, _, last = ASKED.partition("-")
        return [[(seed, STEPS or LONG_STEPS) for seed in range(int(first), int(last or first) + 1)]]
    if not is_long():
        return [[town for town in kept() if town[1] <= KEPT_IN_SHORT] + SHORT]
    seeds = range(1, LONG_SEEDS + 1)
    groups = [seeds[at : at + TOGETHER] for at in range(0, len(seeds), TOGETHER)]
    return [kept(), *([(seed, STEPS or LONG_STEPS) for seed in group] for group in groups)]


@pytest.fixture
def county(db, settings):
    settings.CODE_SENDER = PATH
    return found()


@pytest.mark.parametrize(
    "group", towns(), ids=lambda group: f"{len(group)}-towns-from-{group[0][0]}" if group else "none"
)
def test_no_promise_is_broken_in_a_town(group, county, evidence):
    total: Counter[str] = Counter()
    for seed, steps in group:
        done = run(seed, steps, county)
        print(f"seed {seed}: {steps} steps, history {done.history[:16]}")
        total.update(done.tally)
    for name, count in sorted(total.items()):
        print(f"{count:7} {name}")
    faults = {name: count for name, count in total.items() if name.startswith("fault: ")}
    outcomes = Counter[str]()
    for name, count in (total - Counter(faults)).items():
        outcomes[name.rpartition(": ")[2]] += count
    evidence(
        "R18",
        seeds=len(group),
        steps=sum(steps for _seed, steps in group),
        kinds_of_moves=len(MOVES),
        kinds_of_acts=len({name.rpartition(": ")[0] for name in total.keys() - faults.keys()}),
        acts_done=outcomes["done"],
        acts_refused=outcomes.total() - outcomes["done"],
        faults_injected=sum(faults.values()),
        promises_after_each_step=len(EACH),
        promises_of_the_whole=len(WHOLE),
        broken=0,
    )


def test_one_seed_is_one_history(county):
    """The same seed tells the same history to the last byte; another seed tells another."""
    one, again, other = run(4, 40, county), run(4, 40, county), run(5, 40, county)
    assert one == again
    assert one.history != other.history
