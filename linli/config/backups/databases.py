"""Copies of the database that are whole while others write: SQLite's online backup, PostgreSQL's own dump."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
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
    options = ["--no-owner", "--no-privileges"]
    here, there = schema(), schema_of(copy)
    if here != there:
        renamed(copy, options, there=there, here=here)
        return
    options += ["--exit-on-error", "--single-transaction", f"--schema={here}"]
    _run("pg_restore", *options, "--dbname", str(connection.settings_dict["NAME"]), str(copy))


def schema_of(copy: Path) -> str:
    """Return the schema whose tables a dump holds: that of a cell has the cell's name."""
    listed = _run("pg_restore", "--list", str(copy))
    found = re.search(r"^\d+; \d+ \d+ TABLE (\S+) \S+", listed, re.MULTILINE)
    if found is None:
        raise BackupFailed("The copy of the database holds no tables. Use an older backup.")
    return found[1]


def renamed(copy: Path, options: list[str], *, there: str, here: str) -> None:
    """Fill the schema `here` from a dump of the schema `there`, all or nothing."""
    script = [find("pg_restore"), *options, f"--schema={there}", "--file=-", str(copy)]
    fill = [
        find("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(script, stdout=subprocess.PIPE) as reading,  # noqa: S603 (the database's own programs)
        subprocess.Popen(fill, stdin=subprocess.PIPE, stderr=said, env=_environment()) as filling,  # noqa: S603
    ):
        try:
            for line in moved(reading.stdout or (), there=there, here=here):
                filling.stdin.write(line)  # type: ignore[union-attr]
            if reading.wait():
                filling.kill()
                raise BackupFailed("The copy of the database is damaged. Use an older backup.")
            filling.stdin.close()  # type: ignore[union-attr]
        except BrokenPipeError:  # what it said tells why
            reading.kill()
        if filling.wait():
            said.seek(0)
            raise BackupFailed(f"psql failed: {said.read().decode(errors='replace').strip()[-1000:]}")


def moved(lines: Iterable[bytes], *, there: str, here: str) -> Iterator[bytes]:
    """Yield the lines of a dump as SQL with the schema's name changed; rows are left as they are."""
    name, new, in_rows = re.compile(rb"\b%s\." % there.encode()), here.encode() + b".", False
    for line in lines:
        if in_rows:
            in_rows = line != b"\\.\n"
            yield line
        else:
            in_rows = line.startswith(b"COPY ") and line.endswith(b"FROM stdin;\n")
            yield name.sub(new, line)


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


def _run(program: str, *arguments: str) -> str:
    command = [find(program), *arguments]
    done = subprocess.run(  # noqa: S603 (the database's own program, no words from outside)
        command, env=_environment(), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise BackupFailed(f"{program} failed: {done.stderr.strip()[-1000:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(settings.get("HOST") or ""),
        "PGPORT": str(settings.get("PORT") or ""),
        "PGUSER": str(settings.get("USER") or ""),
        "PGPASSWORD": str(settings.get("PASSWORD") or ""),
        "PGDATABASE": str(settings["NAME"]),
    }
    return {key: value for key, value in environment.items() if value}


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
