"""What the house itself takes: the time until the first answer, the memory of a web process and of the worker."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from bench.lines import Report, percentile, seconds
from bench.server import CLIENTS, free_port, server

START_TARGET, MEMORY_TARGET = 2.0, 200.0
STARTS, ROUNDS = 3, 40
PAGES = ("/", "/bring/", "/figures/", "/account/login/", "/healthz")
BARE = "import django.core.handlers.wsgi, django.db.models, django.template, django.forms"
SETTLING = 8.0


def measure(report: Report) -> None:
    """Print seconds from the command to the first answer, and MiB of the largest process after many requests."""
    bare = percentile([seconds(_import_django) for _ in range(STARTS)], 0.5)
    starts: list[float] = []
    for _ in range(STARTS - 1):
        with _started(starts):
            pass
    with _started(starts) as port:
        _visit(port)
        web = max(map(resident, children(os.getpid(), "serve")))
    report.line("start", min(starts), "s", limit=bare, target=START_TARGET)
    report.line("memory.web", web, "MiB", target=MEMORY_TARGET)
    report.line("memory.worker", _worker(), "MiB", target=MEMORY_TARGET)


def _import_django() -> None:
    subprocess.run([sys.executable, "-c", BARE], check=True)


class _started:  # noqa: N801 (reads as a word of the sentence it stands in)
    """A server that tells how long it took to answer."""

    def __init__(self, took: list[float]) -> None:
        self.took, self.server = took, server(free_port())

    def __enter__(self) -> int:
        ports: list[int] = []
        self.took.append(seconds(lambda: ports.append(self.server.__enter__())))
        return ports[0]

    def __exit__(self, *wrong: object) -> None:
        self.server.__exit__(None, None, None)


def _visit(port: int) -> None:
    """Ask for pages that anybody may see, several at once, so that every thread has worked."""

    def ask(_: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for page in PAGES * ROUNDS:
            connection.request("GET", page)
            connection.getresponse().read()
        connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(ask, range(CLIENTS)))


def _worker() -> float:
    """Return the MiB of `linli worker` once it has carried out what there was."""
    process = subprocess.Popen([sys.executable, "-m", "linli", "worker"], env={**os.environ})
    try:
        end, most = time.monotonic() + SETTLING, 0.0
        while time.monotonic() < end and process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(0.2)
        return most
    finally:
        process.kill()  # what it was at is done again by the next
        process.wait()


def children(parent: int, word: str) -> Iterator[int]:
    """Yield the processes below `parent` whose command, or whose parent's, names `word`. Linux only."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
        except (OSError, ValueError):
            continue
        if above != parent:
            continue
        if word in command.split("\0"):
            yield int(folder.name)
            yield from children(int(folder.name), "")
        elif not word:
            yield int(folder.name)


def resident(process: int) -> float:
    """Return the MiB that a process holds in memory, what it shares with others included."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
