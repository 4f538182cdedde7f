"""Copies of the database that are whole while others write: SQLite's online backup, PostgreSQL's own dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"


class BackupFailed(Exception):
    """The copy could not be made or brought back; the words say why and what to do."""


def name_of_copy() -> str:
    return SQLITE if connection.vendor == "sqlite" else POSTGRES


def dump(target: Path) -> None:
    """Write a consistent copy of the database to `target`."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=2000, sleep=0.005)
        return
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--schema={schema()}", f"--file={target}"]
    _run("pg_dump", *options)


def load(copy: Path) -> None:
    """Fill the empty database from `copy`, all or nothing."""
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(connection.settings_dict["NAME"])
        part = target.with_name(target.name + ".part")
        shutil.copyfile(copy, part)
        check_sqlite(part)
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        part.replace(target)
        return
    options = [
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--schema={schema()}",
    ]
    _run("pg_restore", *options, "--dbname", str(connection.settings_dict["NAME"]), str(copy))


def is_empty() -> bool:
    """Tell whether the database has no tables at all."""
    return not connection.introspection.table_names()


def check_sqlite(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        answer = copy.execute("pragma integrity_check").fetchone()[0]
    if answer != "ok":
        raise BackupFailed(f"The copy of the database is damaged: {answer}. Use an older backup.")


def schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_schema()")
        name: str = cursor.fetchone()[0]
        return name


def unknown_migrations() -> list[str]:
    """Return the migrations that the database has had and this program does not know: it comes from a newer one."""
    from django.db.migrations.loader import MigrationLoader

    known = set(MigrationLoader(None).disk_migrations)
    with transaction.atomic():
        applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in applied - known)


def _run(program: str, *arguments: str) -> None:
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(settings.get("HOST") or ""),
        "PGPORT": str(settings.get("PORT") or ""),
        "PGUSER": str(settings.get("USER") or ""),
        "PGPASSWORD": str(settings.get("PASSWORD") or ""),
        "PGDATABASE": str(settings["NAME"]),
    }
    command = [find(program), *arguments]
    done = subprocess.run(  # noqa: S603 (the database's own program, no words from outside)
        command,
        env={key: value for key, value in environment.items() if value},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BackupFailed(f"{program} failed: {done.stderr.strip()[-1000:]}")


def find(program: str) -> str:
    """Return the newest `program` of PostgreSQL: an older one cannot read a newer server."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3])
    )
    found = str(installed[-1]) if installed else shutil.which(program)
    if not found:
        raise BackupFailed(
            f"The program {program} is missing on this machine. Install PostgreSQL's client programs "
            "(Debian: apt install postgresql-client) and try again. Nothing was written."
        )
    return found
