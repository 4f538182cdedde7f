"""A backup brings an installation back, or says why it does not. Run as an operator would: as programs."""

import json
import os
import subprocess
import sys
import tarfile

import pytest
from django.conf import settings
from django.db import connection

PASSPHRASE = "correct horse battery staple"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("backup")]


class Installation:
    """One installation in a folder (and, on PostgreSQL, a database) of its own."""

    def __init__(self, folder, name):
        self.var = folder / name
        self.name = f"linli_backup_{os.getpid()}_{name}"
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE)
        self.env = {
            **os.environ,
            "LINLI_VAR": str(self.var),
            "LINLI_LOCALITY": str(settings.LOCALITY),
            "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        }
        self.env.pop("LINLI_DATABASE", None)
        if connection.vendor == "postgresql":
            self._make_database()

    def _make_database(self):
        address = os.environ["LINLI_DATABASE"]
        self.env["LINLI_DATABASE"] = address.rsplit("/", 1)[0] + f"/{self.name}"
        with maintenance() as cursor:
            cursor.execute(f"create database {self.name}")

    def drop(self):
        if connection.vendor == "postgresql":
            with maintenance() as cursor:
                cursor.execute(f"drop database if exists {self.name} with (force)")

    def run(self, *arguments, program="linli"):
        command = [sys.executable, "-m", program, *map(str, arguments)]
        return subprocess.run(command, env=self.env, check=False, capture_output=True, text=True)

    def python(self, code):
        program = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.env, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def restore(self, backup, *options):
        return self.run("restore", backup, "--passphrase-file", self.passphrase, *options)


class maintenance:
    def __enter__(self):
        import psycopg

        self.connection = psycopg.connect(os.environ["LINLI_DATABASE"], autocommit=True)
        return self.connection.cursor()

    def __exit__(self, *_):
        self.connection.close()


RECORD = """
from datetime import UTC, datetime
from uuid import UUID
from django.db import transaction
from linli.core.matters import ledger
from linli.ground.people.actor import SYSTEM
now = datetime(2026, 11, 22, 8, tzinfo=UTC)
for number in range(3):
    with transaction.atomic():
        ledger.record(UUID(int=number), "registers.changed", actor=SYSTEM, now=now, body={"number": number})
ledger.seal_pending(now=now)
from django.conf import settings
from pathlib import Path
photo = Path(settings.FILES_ROOT) / "ab" / "photo"
photo.parent.mkdir(parents=True)
photo.write_bytes(b"a photo")
"""
COUNT = "from linli.core.matters.models import Entry; print(Entry.objects.count())"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("source"), "source")
    installation.run("migrate", "--verbosity=0", program="django")
    installation.run("createcachetable", program="django")
    installation.python(RECORD)
    yield installation
    installation.drop()


@pytest.fixture
def empty(tmp_path):
    installation = Installation(tmp_path, "empty")
    yield installation
    installation.drop()


@pytest.fixture(scope="module")
def backup(source):
    target = source.var / "backup.tar"
    done = source.run("backup", target, "--with-keys", "--passphrase-file", source.passphrase, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["keys"] is True
    return target


def test_a_backup_brings_back_entries_files_and_keys(source, backup, empty):
    done = empty.restore(backup, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["findings"] == 0
    assert empty.python(COUNT) == source.python(COUNT)
    assert (empty.var / "files" / "ab" / "photo").read_bytes() == b"a photo"
    assert (empty.var / "keys" / "log.key").read_bytes() == (source.var / "keys" / "log.key").read_bytes()
    assert (empty.var / "keys" / "log.key").stat().st_mode & 0o077 == 0

    again = empty.restore(backup)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_wrong_passphrase_changes_nothing_and_has_an_exit_code_of_its_own(backup, empty):
    empty.passphrase.write_text("not the passphrase")
    done = empty.restore(backup)
    assert done.returncode == 3
    assert "Nothing was changed" in done.stderr
    assert not (empty.var / "files" / "ab").exists()


def test_a_damaged_or_cut_backup_is_refused(backup, empty, tmp_path):
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        member = next(member for member in tar if member.name.startswith("files/"))
    flipped = bytearray(whole)
    flipped[member.offset_data] ^= 1
    (tmp_path / "flipped.tar").write_bytes(flipped)
    (tmp_path / "cut.tar").write_bytes(whole[: len(whole) // 2])
    for name in ("flipped.tar", "cut.tar"):
        done = empty.restore(tmp_path / name)
        assert done.returncode == 1
        assert "Not restored." in done.stderr
        assert not (empty.var / "files" / "ab").exists()


def test_without_its_keys_a_backup_asks_for_them(source, empty, tmp_path):
    target, keys = tmp_path / "bare.tar", tmp_path / "keys"
    done = source.run("backup", target, "--keys-to", keys, "--passphrase-file", source.passphrase)
    assert done.returncode == 0, done.stderr
    refused = empty.restore(target)
    assert refused.returncode == 1
    assert "--keys-from" in refused.stderr
    done = empty.restore(target, "--keys-from", keys)
    assert done.returncode == 0, done.stderr
