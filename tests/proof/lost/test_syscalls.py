"""R3. One system call after another fails while a matter with a photo is taken in by an office with SQLite: nothing acknowledged
is lost, nothing is there half, and the same sent again gets the same receipt."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.installation import Installation, installation

pytestmark = pytest.mark.lengthy

SEED = 20261122
MOST = 2_000
SAMPLE = 12
FAULTS = ("SIGKILL", "EIO", "ENOSPC")


def sweep(house: Installation, ks: list[int]) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.lost.sweeping", ",".join(FAULTS), *map(str, ks)],
        cwd=ROOT, env=house.environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    if "could not be attached" in done.stderr:
        pytest.skip("strace may not be attached to a process here")
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_matter_is_taken_in_wholly_or_not_at_all_whichever_system_call_fails(evidence):
    """The short form draws places by lot; the long form goes on until a run finishes with nothing left to fail."""
    if shutil.which("strace") is None:
        pytest.skip("strace is missing")
    # The first calls are those of the photo; it is all done in about a hundred.
    ks = list(range(1, MOST)) if is_long() else sorted(Random(SEED).sample(range(1, 100), SAMPLE))
    with installation("sqlite", web=False, workers=0) as house:
        found = sweep(house, ks)
    wrong = [one for one in found if one["wrong"]]
    assert not wrong, wrong[:3]
    reached = Counter(one["fault"] for one in found if one["reached"])
    print(f"seed={SEED} places={dict(reached)}")
    assert set(reached) == set(FAULTS)
    if is_long():
        assert sum(not one["reached"] for one in found) == len(FAULTS), "not every call was reached"
    evidence(
        "R3",
        **{f"calls_failed_by_{fault}": places for fault, places in reached.items()},
        lost=0,
        torn_files=0,
        half_timelines=0,
        other_receipts=0,
    )
