"""After an erasure a planted name, telephone and sentence are found nowhere: not in the database, on the disk, in the
index, the logs, the exports, a backup made after it, nor in an older backup once it is restored.
"""

import json
import subprocess

import pytest
from django.db import connection

from linli.config.backups import archive, databases
from linli.config.env import ROOT
from linli.config.tests.test_backup import Installation
from tests.stories.planting import found_in, found_on_disk

pytestmark = [pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("backup")]


class Site(Installation):
    """An installation of its own, that remembers all it said."""

    def __init__(self, folder, name):
        super().__init__(folder, name)
        self.said = ""
        self.env |= {"LINLI_LOG_LEVEL": "DEBUG", "PYTHONPATH": str(ROOT), "LINLI_STATIC_HASHED": "0"}

    def do(self, call):
        return json.loads(self.python(f"from tests.stories import planting; planting.{call}"))

    def run(self, *arguments, program="linli"):
        done = super().run(*arguments, program=program)
        self.said += done.stderr
        return done

    def backup(self, target):
        done = self.run("backup", target, "--with-keys", "--passphrase-file", self.passphrase)
        assert done.returncode == 0, done.stderr
        return target

    def dump(self):
        """Return the whole database as text, as the database's own program writes it."""
        if connection.vendor == "sqlite":
            return (self.var / "linli.sqlite3").read_bytes()
        target = [databases.find("pg_dump"), "--dbname", self.env["LINLI_DATABASE"]]
        return subprocess.run(target, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """A site where a matter was lived through, backed up, erased, and backed up again."""
    folder = tmp_path_factory.mktemp("erasure")
    site = Site(folder, "living")
    site.run("migrate", "--verbosity=0", program="django")
    site.run("createcachetable", program="django")
    site.lived = site.do("live()")
    (folder / "older").mkdir()
    (folder / "newer").mkdir()
    site.older = site.backup(folder / "older" / "before.tar")
    site.before = site.dump()
    site.erased = site.do(f"erase('{site.lived['matter']}')")
    site.newer = site.backup(folder / "newer" / "after.tar")
    yield site
    site.drop()


@pytest.fixture
def other(tmp_path):
    site = Site(tmp_path, "other")
    yield site
    site.drop()


def test_something_was_planted_wherever_somebody_can_write(life):
    assert life.lived["failed"] == []
    assert life.lived["planted"] > 60
    assert len(life.lived["tables"]) > 30
    assert found_in(life.before)
    assert found_in(life.older.read_bytes()) or connection.vendor == "postgresql"


def test_after_it_nothing_is_found_in_the_database_its_pages_and_exports(life):
    assert life.erased == {"tables": [], "pages": []}
    assert not found_in(life.dump())


def test_nor_on_the_disk_nor_in_what_the_programs_said(life):
    assert found_on_disk(life.var) == []
    assert not found_in(life.said.encode())
    assert list((life.var / "files").rglob("*.thumbnail")) == []


def test_the_record_is_whole_and_says_how_much_was_erased(life):
    done = life.run("verify", "--json")
    said = json.loads(done.stdout)
    assert said["sound"], said["findings"]
    assert said["erased"] >= life.lived["entries"]
    done = life.run("rebuild", "statistics", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_backup_made_after_it_holds_nothing(life, tmp_path):
    archive.unpack(life.newer, tmp_path, archive.read_manifest(life.newer), lambda done: None)
    assert found_on_disk(life.newer.parent, tmp_path) == []
    if connection.vendor == "postgresql":
        program = [databases.find("pg_restore"), "--file=-", tmp_path / databases.POSTGRES]
        assert not found_in(subprocess.run(program, check=True, capture_output=True).stdout)
    stones = (tmp_path / archive.ERASED).read_text()
    assert stones.count("\n") == 1
    assert (life.newer.parent / archive.BESIDE).read_text() == stones


def test_an_older_backup_learns_of_it_when_it_is_restored(life, other):
    """From the file beside the newer backup, as where the newest is damaged and the one before it is used."""
    stones = life.newer.parent / archive.BESIDE
    done = other.restore(life.older, "--json", "--erased", stones)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["erased"], said["forged"], said["findings"]) == (1, 0, 0)
    assert other.do("look()") == {"tables": [], "pages": []}
    assert not found_in(other.dump())
    assert found_on_disk(other.var) == []
    assert stones.read_text() in (other.var / "erased.jsonl").read_text()
