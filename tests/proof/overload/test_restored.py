"""R16. On another machine, from last night's backup: everything is there, the log is the same, and nobody is told twice.

Messages are sent before the backup, wait in it, and go out between it and the disaster. After the restore none of them leaves the
house again; what is done afterwards is told as ever. A wrong passphrase, a cut or damaged backup: linli/config/tests/test_backup.py.
Erased stays erased: tests/stories/test_erasure.py. Does not show two installations alive at once: the old one has to be stopped.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.database import SqliteFile
from tests.proof.installation import installation

pytestmark = [pytest.mark.lengthy, pytest.mark.xdist_group("overload")]

CRASHING = "tests.proof.overload.crashing"
MANY = 400 if is_long() else 5
CALM = {"DJANGO_SETTINGS_MODULE": f"{CRASHING}.settings", "PROOF_CRASHES": "0"}
SAME = (
    "matters_matter", "matters_entry", "matters_sealedentry", "matters_checkpoint", "intake_intake", "matters_party", "clocks_clock",
    "notices_notice", "alerts_alert",
)  # fmt: skip


@pytest.fixture(params=["postgres", "sqlite"])
def house(request):
    with installation(request.param, web=False, workers=0, durable=False, **CALM) as house:
        house.rows("create table proof_effect (entry varchar(32))")
        yield house


def act(house, first, *more):
    command = [sys.executable, "-m", f"{CRASHING}.acting", str(MANY), str(first), *more]
    subprocess.run(command, cwd=ROOT, env=house.environment, check=True, capture_output=True)


def work(house):
    done = house.run("worker", "--once")
    assert done.returncode == 0, done.stderr[-2000:]


def sent(house):
    path = house.var / "sent"
    return path.read_text().splitlines() if path.is_file() else []


def other_host(house, folder):
    """Return an installation on a machine that has nothing but the program: another folder, another database."""
    folder.mkdir()
    if house.database.vendor == "sqlite":
        (folder / "var").mkdir()
        return replace(house, home=folder, database=SqliteFile(folder / "var" / "linli.sqlite3"))
    name = f"fresh_{os.getpid()}"
    house.rows(f"create database {name}")
    fresh = type(
        "Fresh", (), {"vendor": "postgres", "url": house.database.url.rsplit("/", 1)[0] + f"/{name}"}
    )()
    fresh.rows = lambda sql, *params: rows_of(fresh.url, sql, params)
    return replace(house, home=folder, database=fresh)


def rows_of(url, sql, params):
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(sql, params)
        return found.fetchall() if found.description else []


def kept(house):
    counts = {table: house.count(table) for table in SAME}
    [(size, root)] = house.rows("select size, root from matters_checkpoint order by size desc limit 1")
    return counts, size, bytes(root).hex()


def test_after_a_restore_everything_is_there_and_nobody_is_told_twice(house, evidence):
    act(house, 0, "--work")
    act(house, MANY)  # waits in the backup
    was_sealed = house.rows("select max(size) from matters_checkpoint")
    counts, size, root = kept(house)
    passphrase, backup = house.home / "passphrase", house.home / "night.tar"
    passphrase.write_text("correct horse battery staple")
    words = ("--passphrase-file", str(passphrase))
    done = house.run("backup", str(backup), "--with-keys", *words)
    assert done.returncode == 0, done.stderr
    work(house)
    before = sent(house)
    assert len(before) == len(set(before)) == 2 * MANY, "everybody was told before the disaster"

    fresh = other_host(house, house.home / "fresh")
    began = time.monotonic()
    done = fresh.run("restore", str(backup), *words, "--json")
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)["findings"] == 0
    assert was_sealed == [(size,)]
    again, size_now, root_now = kept(fresh)
    assert (size_now, root_now) == (size, root), "the log's root is that of the last checkpoint"
    for table, count in counts.items():
        assert again[table] >= count, table
    for table in ("matters_matter", "intake_intake", "matters_party"):
        assert again[table] == counts[table], table

    work(fresh)
    assert sent(fresh) == [], "somebody was told a second time"
    act(fresh, 2 * MANY, "--work")
    assert len(sent(fresh)) == MANY, "what is done from now on is told"
    evidence(
        "R16", matters=again["matters_matter"], restored_and_verified_s=took, told_before=len(before), told_twice=0,
        log_root_same=1, kind_of_database=house.database.vendor,
    )  # fmt: skip
