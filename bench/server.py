"""The product's own server for the time of a measurement, and clients that ask it at once."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from bench.lines import seconds

SECONDS_TO_RISE = 60
CLIENTS = 8


@dataclass(frozen=True)
class Ask:
    """One POST."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@contextmanager
def server(port: int) -> Iterator[int]:
    """Serve with two processes of four threads; the benchmark's addresses included. Yields the port."""
    port = port or free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "linli", "serve", "--no-check", "--port", str(port), "--processes", "2"]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=40)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SECONDS_TO_RISE
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("The server did not answer.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answered_in(port: int, asks: Sequence[Ask], *, clients: int = CLIENTS) -> float:
    """Send all `asks` by several clients that keep their connections; return the seconds until all were answered.

    Raises RuntimeError for an answer that is not a success (2xx) or a way on (3xx).
    """
    places = count()
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(clients)]

    def work(connection: http.client.HTTPConnection) -> None:
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (place := next(places)) < len(asks):
            ask = asks[place]
            connection.request("POST", ask.path, ask.body, ask.headers)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status >= 400:
                raise RuntimeError(f"{ask.path} answered {answer.status}: {said[:300]!r}")
        connection.close()

    with ThreadPoolExecutor(clients) as pool:
        return seconds(lambda: list(pool.map(work, connections)))
