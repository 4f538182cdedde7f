"""Several centres on one PostgreSQL, each in a schema of its own: none reads another's, and each can be taken out, moved to
another server, and go on there under another name.
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.database import Postgres, environment, open_database, programs_or_skip
from tests.proof.growth.catalogue import broken
from tests.proof.installation import Installation, until

pytestmark = pytest.mark.lengthy

NAMES = ["dongxian", "xixian", "nanxian"] if is_long() else ["dongxian", "xixian"]


@dataclass
class Cell:
    """One cell on a server: the addresses of its two roles, its data folder within `home`."""

    server: Postgres
    name: str
    home: Path
    known: dict

    @property
    def var(self) -> Path:
        return self.home / "var"

    @property
    def owner(self) -> str:
        return self.server.url.replace("linli@", f"{self.name}@")

    @property
    def app(self) -> str:
        return self.server.url.replace("linli@", f"{self.name}_app@")

    def linli(self, *words: str, role: str = "", cell: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `linli …` as the app role, unless told otherwise, in this cell."""
        return self.run([sys.executable, "-m", "linli", *words], role=role, cell=cell)

    def run(
        self, command: list[str], *, role: str = "", cell: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        settings = environment(self.var, role or self.app, LINLI_CELL=cell or self.name)
        return subprocess.run(command, cwd=ROOT, env=settings, check=False, capture_output=True, text=True)

    def right(self, *words: str, role: str = "") -> str:
        done = self.linli(*words, role=role)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, sql: str, *, role: str = "") -> list[tuple]:
        with psycopg.connect(role or self.app, autocommit=True) as connection:
            found = connection.execute(sql)
            return found.fetchall() if found.description else []


def make(server: Postgres, name: str, home: Path, source: Installation) -> Cell:
    """Make a cell by the SQL that `linli cell create` prints, with a data folder that has no keys yet."""
    printed = subprocess.run(
        [sys.executable, "-m", "linli", "cell", "create", name, "--database", "postgres"],
        cwd=ROOT,
        env=source.environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    with psycopg.connect(server.url, autocommit=True) as connection:
        for statement in printed.split(";\n"):
            connection.execute(statement)
    cell = Cell(server, name, home, source.known)
    cell.var.mkdir(parents=True)
    (cell.var / "static").symlink_to(source.var / "static")
    return cell


@pytest.fixture(scope="module")
def home():
    """A folder that the user who runs PostgreSQL may enter."""
    with tempfile.TemporaryDirectory(prefix="linli-province-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def before(home):
    """A centre with a database of its own, and one matter."""
    server, known = open_database("postgres", home, durable=False)
    house = Installation(home, server, known, 1, 4, {})
    try:
        house.start_web()
        assert house.client().bring(key="before-the-move").status == 201
        house.stop_web()
        yield house
    finally:
        house.clear()


@pytest.fixture(scope="module")
def province(before, home):
    """Cells on one PostgreSQL: each begins as that centre, which moves in with all it had."""
    passphrase(home)
    done = before.run(
        "backup", str(home / "old.tar"), "--with-keys", "--passphrase-file", str(passphrase(home))
    )
    assert done.returncode == 0, done.stderr
    cells = [make(before.database, name, home / name, before) for name in NAMES]
    with ThreadPoolExecutor(len(cells)) as pool:
        list(pool.map(lambda cell: fill(cell, home / "old.tar"), cells))
    return cells


def fill(cell: Cell, backup: Path) -> None:
    cell.right("restore", str(backup), "--passphrase-file", str(passphrase(backup.parent)), role=cell.owner)


def passphrase(folder: Path) -> Path:
    path = folder / "passphrase"
    path.write_text("three words only\n")
    return path


def bring_in(cell: Cell, key: str) -> str:
    """Let the cell's web process and worker take one matter in; return its number."""
    settings = {"LINLI_CELL": cell.name, "LINLI_DATABASE": cell.app}
    house = Installation(cell.home, cell.server, cell.known, 1, 4, settings)
    try:
        house.start_web(wait=False)
        house.start_worker()
        house.wait_until_up()
        answer = house.client().bring(key=key)
        assert answer.status == 201, answer.text
        until(lambda: cell.rows("SELECT count(*) FROM matters_delivery WHERE attempts = 0") == [(0,)])
    finally:
        house.stop_workers()
        house.stop_web()
    return str(answer.json["number"])


def verdict(cell):
    return json.loads(cell.right("verify", "--json").splitlines()[-1])


def test_each_cell_takes_matters_in_and_none_reads_or_changes_anothers(province, evidence):
    first, second, *_ = province
    assert "ok" in first.right("cell", "check")
    bring_in(first, "in-the-first")
    counts = [cell.rows("SELECT count(*) FROM intake_intake")[0][0] for cell in province]
    assert counts == [2, *[1] * (len(province) - 1)]
    assert broken(first.rows) == {}
    refused = 0
    for role in (first.app, first.owner):
        for sql in (
            f"SELECT * FROM {second.name}.matters_matter",
            f"INSERT INTO {second.name}.matters_channel SELECT * FROM matters_channel",
            f"SET ROLE {second.name}",
            f"DROP SCHEMA {second.name} CASCADE",
            f"CREATE TABLE {second.name}.mine (id uuid PRIMARY KEY)",
            "CREATE TABLE public.mine (id uuid PRIMARY KEY)",
            "CREATE SCHEMA mine",
            "SELECT * FROM public.matters_matter",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                first.rows(sql, role=role)
            refused += 1
    evidence("G1", cells=len(province), attempts_to_reach_another_cell=refused, reached=0)


def test_the_running_role_cannot_change_what_was_recorded(province, evidence):
    cell, refused = province[0], 0
    for sql in (
        "UPDATE matters_entry SET verb = 'intake.received'",
        "DELETE FROM matters_entry",
        "TRUNCATE matters_entry CASCADE",
        "UPDATE matters_sealedentry SET index = index + 1",
        "DELETE FROM matters_checkpoint",
        "DROP TABLE matters_checkpoint",
        "ALTER TABLE matters_entry DISABLE TRIGGER ALL",
        "DELETE FROM django_migrations",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cell.rows(sql)
        refused += 1
    assert verdict(cell)["sound"]
    evidence("G1", attempts_to_change_the_ledger=refused, changed=0)


def test_a_process_that_does_not_stand_in_its_cell_does_not_start(province):
    first, second, *_ = province
    wrong = first.linli("worker", "--once", cell=second.name)
    assert wrong.returncode == 1
    assert f"The cell is {second.name}, but this role works in the schema {first.name}" in wrong.stderr
    as_owner = first.linli("worker", "--once", role=first.owner)
    assert as_owner.returncode == 1
    assert "it could change the ledger" in as_owner.stderr
    assert "statement_timeout is not set" in as_owner.stderr
    loose = first.linli("cell", "check", "--json", role=first.server.url.replace("/postgres", "/template1"))
    assert not json.loads(loose.stdout)["well"]


def test_a_running_role_prepares_what_is_ready_and_says_who_makes_tables(province):
    cell = province[1]
    tables = "import django; django.setup(); from linli.config import prepare; prepare.tables()"
    assert cell.run([sys.executable, "-c", tables]).returncode == 0
    cell.rows("DELETE FROM django_migrations WHERE app = 'wishes'", role=cell.owner)
    refused = cell.run([sys.executable, "-c", tables])
    assert "1 migrations were not run" in refused.stderr
    assert "Run `linli prepare` as the owner" in refused.stderr
    cell.rows(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('wishes', '0001_initial', now())",
        role=cell.owner,
    )


def test_a_cell_moves_to_another_server_under_another_name(province, before, home, evidence):
    """By `linli backup` and `linli restore`; what was there before is as it was, and the ledger is whole."""
    cell, target = province[0], home / "cell.tar"
    cell.right("backup", str(target), "--with-keys", "--passphrase-file", str(passphrase(home)))
    rows, entries = digest(cell), verdict(cell)["entries"]
    (home / "elsewhere").mkdir()
    elsewhere = Postgres(programs_or_skip(home), home / "elsewhere", durable=False)
    elsewhere.make()
    elsewhere.rise()
    try:
        moved = make(elsewhere, "beixian", home / "beixian", before)
        fill(moved, target)
        assert "ok" in moved.right("cell", "check")
        assert digest(moved) == rows
        found = verdict(moved)
        assert (found["sound"], found["entries"]) == (True, entries)
        bring_in(moved, "after-the-move")
        assert verdict(moved)["sound"]
        evidence("G1", moved_to_another_server=1, entries=entries, bytes=os.path.getsize(target))
    finally:
        elsewhere.clear()


def digest(cell: Cell) -> list[tuple]:
    """Return what must survive a move, byte by byte."""
    query = "SELECT count(*), coalesce(md5(string_agg(t::text, '' ORDER BY id)), '') FROM {table} t"
    return [
        cell.rows(query.format(table=table))[0]
        for table in ("matters_matter", "matters_entry", "matters_party")
    ]
