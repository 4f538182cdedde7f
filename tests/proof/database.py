"""The database of an installation under proof: a PostgreSQL of its own that can be killed, or an SQLite file.

Tables and the small centre are made once for each state of their sources and copied from then on.
"""

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from linli.config.env import ROOT
from linli.testing.postgres import QUICK, Server, find_programs

PACKAGE = Path(ROOT) / "linli"
MADE_FROM = ("**/migrations/*.py", "**/*.toml", "testing/*.py", "config/prepare.py", "**/static/**/*")
CONNECTIONS = 60
SECONDS = 60
WAYS_TO_STOP = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class Postgres(Server):
    """A PostgreSQL whose data folder may be given, that starts again after any end."""

    vendor = "postgres"

    def __init__(self, programs: Path, home: Path, *, durable: bool, connections: int = CONNECTIONS) -> None:
        super().__init__(programs, home)
        self.durable = durable
        self.connections = connections
        self.settings: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make an empty cluster in the data folder."""
        words = (
            "-U",
            "linli",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--data-checksums",
        )
        self._run("initdb", *words)

    def rise(self, *, wait: bool = True) -> None:
        """Start on what the data folder holds, after whatever end it had; with `wait` until it answers.

        It is our own child: of a killed one that nobody buried, PostgreSQL would say that it still runs.
        """
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            f"max_connections={self.connections}",
            *([] if self.durable else QUICK),
            *self.settings,
        ]
        words = [word for setting in settings for word in ("-c", setting)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *words],
                cwd="/",
                env={**os.environ, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.identity,
            )
        if wait:
            self.wait_until_up()

    def wait_until_up(self, seconds: float = SECONDS) -> None:
        limit = time.monotonic() + seconds
        while not self.answers():
            if not self.is_up() or time.monotonic() > limit:
                said = self.log.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"PostgreSQL did not rise.\n{said}")
            time.sleep(0.02)

    def answers(self) -> bool:
        import psycopg

        try:
            self.rows("select 1", seconds=2)
        except psycopg.OperationalError:
            return False
        return True

    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def fall(self, mode: str = "fast") -> None:
        """Stop in one of PostgreSQL's own ways: `smart`, `fast`, `immediate`."""
        if self.process is not None and self.is_up():
            self.process.send_signal(WAYS_TO_STOP[mode])
            self.process.wait(timeout=SECONDS)

    def kill(self) -> None:
        """End the postmaster and every process of it with SIGKILL, as the machine's last moment would."""
        if self.process is not None and self.is_up():
            below = children_of(self.process.pid)
            for pid in (self.process.pid, *below):
                end(pid)
            self.process.wait(timeout=SECONDS)
            while any(_runs(pid) for pid in below):
                time.sleep(0.005)

    def clear(self) -> None:
        self.fall("immediate")

    def rows(self, sql: str, *params: Any, seconds: int = 10) -> list[tuple[Any, ...]]:
        """Run one statement on a connection of our own and return its rows."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True, connect_timeout=seconds) as connection:
            found = connection.execute(sql, params)
            return found.fetchall() if found.description else []


class SqliteFile:
    """An SQLite file; nothing runs, so nothing rises or falls."""

    vendor = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"

    def clear(self) -> None:
        pass

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Run one statement (parameters as `%s`) on a connection of our own and return its rows."""
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
            return connection.execute(sql.replace("%s", "?"), params).fetchall()


def programs_or_skip(home: Path) -> Path:
    programs = find_programs(home)
    if programs is None:
        pytest.skip("no PostgreSQL was found")
    return programs


def open_database(
    kind: str, home: Path, *, durable: bool, data: Path | None = None
) -> tuple[Postgres | SqliteFile, dict[str, Any]]:
    """Copy the prepared database of this kind ("postgres", "sqlite") and its keys into `home`, and start it.

    `data` is where PostgreSQL keeps its data, for example on a file system of its own. Returned with what `preparing` wrote
    down: tokens, codes, names to sign in with.
    """
    with prepared(kind) as source:
        known = json.loads((source / "known.json").read_text())
        shutil.copytree(source / "var", home / "var", dirs_exist_ok=True)
        if kind == "sqlite":
            return SqliteFile(home / "var" / "linli.sqlite3"), known
        place = data or home / "database"
        place.mkdir(exist_ok=True)
        server = Postgres(programs_or_skip(place), place, durable=durable)
        subprocess.run(["cp", "-a", f"{source}/database/data/.", str(server.data)], check=True)
    server.rise()
    return server, known


@contextmanager
def prepared(kind: str) -> Iterator[Path]:
    """Yield the folder with the prepared database, made now if no process of this machine has made it yet."""
    folder = Path(tempfile.gettempdir()) / f"linli-proof-{os.geteuid()}-{kind}-{_state()}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "known.json").is_file():
            _forget_old(folder)
            folder.mkdir(mode=0o755)
            _prepare(kind, folder)
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield folder


def _forget_old(folder: Path) -> None:
    """Throw away what was half made here, and what was made from older sources."""
    long_ago = time.time() - 2 * 3600
    for other in folder.parent.glob(f"linli-proof-{os.geteuid()}-*"):
        if other.is_dir() and (other == folder or other.stat().st_mtime < long_ago):
            shutil.rmtree(other, ignore_errors=True)


def _state() -> str:
    """Return a digest of everything that the prepared database is made from."""
    total = hashlib.sha256(Path(__file__).with_name("preparing.py").read_bytes())
    for pattern in MADE_FROM:
        for path in sorted(PACKAGE.glob(pattern)):
            if path.is_file():
                total.update(f"{path}\n".encode() + path.read_bytes())
    return total.hexdigest()[:12]


def _prepare(kind: str, folder: Path) -> None:
    (folder / "var").mkdir()
    server: Postgres | None = None
    url = SqliteFile(folder / "var" / "linli.sqlite3").url
    if kind == "postgres":
        (folder / "database").mkdir()
        server = Postgres(programs_or_skip(folder / "database"), folder / "database", durable=False)
        server.make()
        server.rise()
        url = server.url
    try:
        subprocess.run(
            [sys.executable, "-m", "tests.proof.preparing", str(folder / "known.json.part")],
            cwd=ROOT,
            env=environment(folder / "var", url),
            check=True,
        )
    finally:
        if server:
            server.fall()
    (folder / "known.json.part").replace(folder / "known.json")


def environment(var: Path, url: str, **more: str) -> dict[str, str]:
    """Return the environment of our programs: nothing of this machine's own installation reaches them."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("LINLI_")}
    ours = {
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_SETTINGS": str(var / "none.env"),
        "LINLI_VAR": str(var),
        "LINLI_DATABASE": url,
        "LINLI_REQUIRE_SECOND_FACTOR": "0",
        "LINLI_KEY_STRETCH": "0",
        "LINLI_LOG_LEVEL": "WARNING",
        "LINLI_LOG_STYLE": "json",
    }
    return {**plain, **ours, **more}


def children_of(pid: int) -> list[int]:
    """Return every process below `pid`, nearest first."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            near = [int(word) for word in task.read_text().split()]
        except OSError:
            continue
        found += near
    return found + [deeper for child in found for deeper in children_of(child)]


def _runs(pid: int) -> bool:
    """Tell whether a process still does anything; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def end(pid: int, sign: signal.Signals = signal.SIGKILL) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, sign)
