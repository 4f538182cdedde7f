"""R4. The power fails: whatever was not synced may be gone. What was acknowledged is there with its photo and the key to it.

Calls of a real run are played on a disk in memory (`disks`), which is cut off after each of them. That PostgreSQL keeps what it
has committed is PostgreSQL's own promise under the settings that the doctor asks for. LazyFS is not used: it is in no archive.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.installation import Installation, installation
from tests.proof.lost.disks import WAYS, Disk, calls
from tests.proof.lost.sweeping import TEXT, faults_of

pytestmark = [pytest.mark.lengthy, pytest.mark.xdist_group("lost-power")]

SEED = 20261122
CUTS = 200
KEYS = ("contact.key", "log.key")


@dataclass(frozen=True)
class Run:
    """A run as it was recorded: the calls, what was on the disk before (path and bytes), and the keys that it made."""

    var: Path
    log: str
    base: dict[str, bytes]
    keys: dict[str, bytes]


@pytest.fixture(scope="module")
def run() -> Run:
    if shutil.which("strace") is None:
        pytest.skip("strace is missing")
    with installation("sqlite", web=False, workers=0) as house:
        log, base = recorded(house)
        return Run(house.var, log, base, {name: (house.var / "keys" / name).read_bytes() for name in KEYS})


def recorded(house: Installation) -> tuple[str, dict[str, bytes]]:
    """Let a matter with a photo come into an office that is just opened, keys and all; return the calls, and the disk before."""
    log = house.home / "calls"
    base = {str(path): path.read_bytes() for path in files_of(house.var) if path.name not in KEYS}
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.lost.sweeping", "record", str(log)],
        cwd=ROOT, env=house.environment, text=True, capture_output=True, check=False,
    )  # fmt: skip
    if "could not be attached" in done.stderr:
        pytest.skip("strace may not be attached to a process here")
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == {"status": 0, "acked": True}
    return log.read_text(), base


def files_of(var: Path) -> list[Path]:
    folders = [var / "linli.sqlite3", *(var / "keys").rglob("*")]
    return [path for path in folders if path.is_file()]


def count(file: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(file)) as connection:
        return int(
            connection.execute("select count(*) from matters_matter where text = ?", [TEXT]).fetchone()[0]
        )


def found_after(
    state: dict[str, bytes], var: Path, place: Path, *, acked: bool, keys: dict[str, bytes]
) -> list[str]:
    """Lay the state out and look at it: as the machine would find its disk."""
    shutil.rmtree(place, ignore_errors=True)
    for path, data in state.items():
        target = place / Path(path).relative_to(var)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.name.endswith("-shm"):
            target.write_bytes(data)
    there = count(place / "linli.sqlite3")
    wrong = faults_of(place / "linli.sqlite3", place / "files")
    if acked and there != 1:
        wrong.append(f"acknowledged, and there {there} times")
    for name, key in keys.items():
        kept = state.get(str(var / "keys" / name))
        if kept not in {None, key}:
            wrong.append(f"{name} is half")
        if there and kept != key:
            wrong.append(f"a matter is there and {name}, with which it was sealed, is not")
    return wrong


def test_whatever_was_acknowledged_is_there_after_a_power_failure(run, tmp_path, evidence):
    """The short form draws places by lot, the long form cuts after every call in every way, and in 40 ways by lot."""
    dice, var, keys = Random(SEED), run.var, run.keys
    played = list(calls(run.log))
    ways = [*WAYS, *["by lot"] * 39] if is_long() else WAYS
    cuts = [(place, way) for place in range(len(played) + 1) for way in ways]
    chosen = set(cuts if is_long() else dice.sample(cuts, CUTS))
    disk, tried, acked_cuts, wrong, seen = Disk(str(var), run.base), 0, 0, [], set()
    for place in range(len(played) + 1):
        for way in (each for cut, each in cuts if cut == place and (cut, each) in chosen):
            state = disk.after_a_cut(way, dice)
            tried, acked_cuts = tried + 1, acked_cuts + bool(disk.said)
            mark = (bool(disk.said), frozenset((path, hash(data)) for path, data in state.items()))
            if mark in seen:  # as after another cut
                continue
            seen.add(mark)
            found = found_after(state, var, tmp_path / "found", acked=bool(disk.said), keys=keys)
            wrong += [f"after call {place} of {len(played)}, {way}: {one}" for one in found]
        if place < len(played):
            disk.play(played[place])
    print(
        f"seed={SEED} calls={len(played)} cuts={tried} different={len(seen)} after the receipt={acked_cuts}"
    )
    assert not wrong, wrong[:5]
    assert disk.said
    assert tried >= CUTS
    evidence(
        "R4",
        cuts=tried,
        different_states=len(seen),
        calls=len(played),
        cuts_after_the_receipt=acked_cuts,
        lost=0,
        torn_files=0,
    )


def test_the_disk_in_memory_finds_a_program_that_does_not_sync(run, tmp_path):
    """The proof can fail: the same calls without their syncs lose what was acknowledged, or tear it."""
    var, found = run.var, {}
    for left_out in ("/files", "/keys", "-wal"):
        disk = Disk(str(var), run.base)
        for call in calls(run.log):
            inside = call.path.removeprefix(str(var)).startswith(left_out)
            if not (call.name.endswith("sync") and (inside or call.path.endswith(left_out))):
                disk.play(call)
        states = [disk.after_a_cut(way, Random(SEED)) for way in ("least", "names first")]
        found[left_out] = [
            one
            for state in states
            for one in found_after(state, var, tmp_path / "found", acked=True, keys=run.keys)
        ]
    assert any("torn" in one or "not there" in one for one in found["/files"]), found
    assert any("key" in one for one in found["/keys"]), found
    assert any("acknowledged" in one for one in found["-wal"]), found


def test_the_doctor_says_when_postgresql_would_not_keep_what_it_acknowledged(evidence):
    def levels() -> dict[str, str]:
        findings = json.loads(house.run("doctor", "--json").stdout)["findings"]
        return {finding["said"].split()[0].split("=")[0]: finding["level"] for finding in findings}

    with installation(web=False, workers=0, durable=False) as house:
        unsafe = levels()
        assert {unsafe[name] for name in ("fsync", "synchronous_commit", "full_page_writes")} == {"wrong"}
        house.database.fall()
        house.database.durable = True
        house.database.rise()
        safe = levels()
    assert safe["fsync"] == "ok"
    assert "data_checksums" not in safe
    guide = (Path(ROOT) / "docs" / "operate" / "production.md").read_text(encoding="utf-8")
    for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
        assert name in guide, f"the operating guide does not say what {name} must be"
    evidence("R4", settings_of_postgresql_asserted=4)
