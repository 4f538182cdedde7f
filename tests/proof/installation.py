"""A real installation in a temporary folder: a database of its own, `linli serve` and `linli worker` as processes.

    with installation() as house:                       # PostgreSQL, durable; installation("sqlite") for a file
        client = house.client()                         # one HTTP connection, kept; with cookies
        client.bring("…", key="k-1")                    # the machine door: an Answer with its receipt
        os.kill(random.choice(house.web()), SIGKILL)
        house.database.kill(); house.database.rise()    # PostgreSQL alone
        house.rows("select count(*) from intake_intake")

It begins as the cast at work (`linli/testing`): `house.known` has the tokens of four programs, codes of places and categories,
and names of staff with their password. Everything is stopped at the end, whatever happened.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linli.config.env import ROOT
from linli.testing.postgres import free_port
from tests.proof.asking import Client, Unanswered
from tests.proof.database import (
    children_of,
    end,
    environment,
    open_database,
)

SECONDS_TO_RISE = 60


@dataclass
class Installation:
    """One house. `processes` and `threads` are those of the web server; `extra` settings go to every program."""

    home: Path
    database: Any
    known: dict[str, Any]
    processes: int
    threads: int
    extra: dict[str, str]
    port: int = field(default_factory=free_port)
    server: "subprocess.Popen[bytes] | None" = None
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def var(self) -> Path:
        return self.home / "var"

    @property
    def files(self) -> Path:
        """Where attachments lie."""
        return self.var / "files"

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.var, self.database.url, **self.extra)

    @property
    def log(self) -> Path:
        """What the programs printed: structured lines, JSON."""
        return self.home / "log"

    def said(self) -> list[dict[str, Any]]:
        """Return the structured lines of the log so far."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.is_file() else []
        return [json.loads(line) for line in lines if line.startswith("{")]

    # ---- parts

    def start_web(self, *, wait: bool = True) -> None:
        """Start `linli serve`; with `wait` until it answers."""
        counts = ["--processes", str(self.processes), "--threads", str(self.threads)]
        self.server = self.program("serve", "--no-check", "--port", str(self.port), *counts)
        if wait:
            self.wait_until_up()

    def start_worker(self, *, pause: float = 0.2) -> "subprocess.Popen[bytes]":
        worker = self.program("worker", "--pause", str(pause))
        self.workers.append(worker)
        return worker

    def program(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start one of our programs in a session of its own."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "linli", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def run(self, *arguments: str, seconds: float = 120) -> "subprocess.CompletedProcess[str]":
        """Run `linli …` to its end and return what came of it."""
        command = [sys.executable, "-m", "linli", *arguments]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            text=True,
            capture_output=True,
            timeout=seconds,
            check=False,
        )

    def python(self, code: str, seconds: float = 120) -> str:
        """Run a few lines of Python in the house, with Django put up; return what they printed."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"],
            cwd=ROOT, env=self.environment, text=True, capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def stop_web(self, sign: signal.Signals = signal.SIGTERM) -> None:
        _stopped(self.server, sign)
        self.server = None

    def stop_workers(self, sign: signal.Signals = signal.SIGTERM) -> None:
        for worker in self.workers:
            _stopped(worker, sign)
        self.workers.clear()

    # ---- processes

    def web(self) -> list[int]:
        """Return the processes that answer requests; the server starts a new one for each that ends."""
        return [pid for pid in children_of(self.server.pid) if _is_python(pid)] if self.server else []

    def kill_worker(self, place: int = 0) -> None:
        """End one worker with SIGKILL and start another in its place, as systemd would."""
        _stopped(self.workers.pop(place), signal.SIGKILL)
        self.start_worker()

    # ---- asking

    def client(self, *, token: int = 0, seconds: float = 30) -> Client:
        """Return a client with one connection. `token`: which of the programs it is to the machine door."""
        return Client(self.port, self.known, token=token, seconds=seconds)

    def wait_until_up(self, seconds: float = SECONDS_TO_RISE) -> None:
        def answers() -> bool:
            try:
                return self.client(seconds=2).ask("GET", "/healthz").status == 200
            except Unanswered:
                return False

        until(answers, seconds=seconds, why=lambda: f"the server did not answer\n{self._end_of_log()}")

    def _end_of_log(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.is_file() else ""

    # ---- looking

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Read (or write) the database by plain SQL, parameters as `%s`."""
        found: list[tuple[Any, ...]] = self.database.rows(sql, *params)
        return found

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.rows(f"select count(*) from {table} where {where}")[0][0])

    def settle(self, seconds: float = 60) -> None:
        """Wait until a worker has carried out everything that is due. Needs a running worker."""
        until(
            lambda: not self.count("matters_delivery", "attempts = 0"),
            seconds=seconds,
            why=lambda: f"deliveries waited\n{self._end_of_log()}",
        )

    def verify(self) -> dict[str, Any]:
        """Run `linli verify` and return whether it found the ledger `sound`, and what it `said`."""
        done = self.run("verify")
        assert done.returncode in {0, 1}, done.stderr[-2000:]
        return {"sound": done.returncode == 0, "said": done.stdout}

    def clear(self) -> None:
        """End every process of the house."""
        for process in [self.server, *self.workers]:
            if process is not None:
                for pid in (process.pid, *children_of(process.pid)):
                    end(pid)
                process.wait(timeout=20)
        self.server = None
        self.workers.clear()
        self.database.clear()


@contextmanager
def installation(
    kind: str = "postgres",
    *,
    processes: int = 2,
    threads: int = 4,
    workers: int = 1,
    web: bool = True,
    durable: bool = True,
    data: Path | None = None,
    **extra: str,
) -> Iterator[Installation]:
    """Yield a running installation; skip the test where there is no PostgreSQL.

    `kind`: "postgres" or "sqlite". `durable=False` lets PostgreSQL not wait for the disk. `data`: where PostgreSQL keeps its
    data (a folder that other users may enter), for example a small file system. `extra`: settings, e.g. LINLI_LOG_LEVEL="INFO".
    """
    with tempfile.TemporaryDirectory(prefix="linli-house-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        database, known = open_database(kind, home, durable=durable, data=data)
        house = Installation(home, database, known, processes, threads, extra)
        try:
            if web:
                house.start_web(wait=False)
            for _ in range(workers):
                house.start_worker()
            if web:
                house.wait_until_up()
            yield house
        finally:
            house.clear()


def until(
    holds: Callable[[], object], *, seconds: float = 30, why: Callable[[], str] | str = "it never came true"
) -> float:
    """Ask again and again until something holds; return the seconds it took. Fails after `seconds`."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"After {seconds} s: {why() if callable(why) else why}")
        time.sleep(0.02)
    return time.monotonic() - began


def _stopped(process: "subprocess.Popen[bytes] | None", sign: signal.Signals) -> None:
    if process is None:
        return
    below = children_of(process.pid)
    end(process.pid, sign)
    try:
        process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        end(process.pid)
        process.wait(timeout=10)
    for pid in below:  # whoever outlived its parent
        end(pid)


def _is_python(pid: int) -> bool:
    """Tell a web process from what Python's multiprocessing keeps beside it."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"resource_tracker" not in words and bool(words) and os.path.exists(f"/proc/{pid}")
