"""Doors and places: the server's threads are doors that read and wait; a few threads of our own do the work.

So a slow reader or writer never takes up a place, every request that waits is seen and can be sent away, and there are as many
connections to the database as places.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from random import SystemRandom
from tempfile import SpooledTemporaryFile
from typing import Any

from linli.config.shedding.away import answer, too_large
from linli.config.shedding.classes import Kind, kind_of
from linli.config.shedding.gate import Gate, Ticket
from linli.config.shedding.record import Record

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

PIECE = 1 << 16
IN_MEMORY = 1 << 20  # bytes of a request or an answer that are kept in memory; the rest goes to a file
MOST = 256 << 20  # bytes of a request; nine photos of the largest size are fewer
PATIENT = 2.0  # how many times its patience a request waits at most, where the estimate was wrong
IDLE = 5.0  # seconds after which an idle place looks whether there is something to write down


class Job:
    """One request on its way through the house, and its answer."""

    def __init__(self, environ: Environ, ticket: Ticket) -> None:
        self.environ = environ
        self.ticket = ticket
        self.over = threading.Event()
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (given to the reader)
        self.error: BaseException | None = None

    def run(self, inner: Application) -> None:
        try:
            pieces = inner(self.environ, self._start)
            try:
                for piece in pieces:
                    self.body.write(piece)
            finally:
                getattr(pieces, "close", lambda: None)()
            self.body.seek(0)
        except BaseException as error:  # the door raises it, as if it had worked itself
            self.error = error

    def _start(self, status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        self.status, self.headers = status, headers


class Hall:
    """A WSGI application around `inner`. Threads begin with the first request, in the process that serves it."""

    def __init__(self, inner: Application, gate: Gate, record: Record) -> None:
        self.inner = inner
        self.gate = gate
        self.record = record
        self.jobs: dict[Ticket, Job] = {}
        self.lock = threading.Condition()
        self.dice = SystemRandom()
        self.begun = False

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if int(environ.get("CONTENT_LENGTH") or 0) > MOST:
            status, headers, body = too_large()
            start(status, headers)
            return [body]
        kind = kind_of(
            environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
        )
        job = self._let_in(kind, environ)
        if job is None or not self._wait(job):
            return self._send_away(kind, environ, start)
        if job.error is not None:
            raise job.error
        start(job.status, job.headers)
        return pieces_of(job.body)

    def _let_in(self, kind: Kind, environ: Environ) -> Job | None:
        if environ.get("CONTENT_LENGTH") not in (None, "", "0"):
            environ["wsgi.input"] = whole(environ["wsgi.input"], int(environ["CONTENT_LENGTH"]))
        with self.lock:
            self._begin()
            ticket = self.gate.arrive(kind, now=time.monotonic())
            if ticket is None:
                return None
            job = self.jobs[ticket] = Job(environ, ticket)
            self.lock.notify()
        return job

    def _wait(self, job: Job) -> bool:
        """Wait for the answer; False where the request waited too long for a place and was given up."""
        patience = job.ticket.kind.patience
        if job.over.wait(None if patience is None else patience * PATIENT):
            return True
        with self.lock:
            if self.gate.give_up(job.ticket, now=time.monotonic()):
                del self.jobs[job.ticket]
                return False
        job.over.wait()
        return True

    def _send_away(self, kind: Kind, environ: Environ, start: Start) -> Iterable[bytes]:
        with self.lock:
            seconds = self.gate.advice(dice=self.dice, now=time.monotonic())
        self.record.count(kind.name, now=time.monotonic())
        status, headers, body = answer(environ.get("HTTP_ACCEPT", ""), environ["PATH_INFO"], seconds)
        start(status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _begin(self) -> None:
        if not self.begun:
            self.begun = True
            for number in range(self.gate.places):
                threading.Thread(target=self._work, name=f"place-{number}", daemon=True).start()

    def _work(self) -> None:
        while True:
            job = self._next()
            job.run(self.inner)
            with self.lock:
                self.gate.done(job.ticket, now=time.monotonic())
            job.over.set()

    def _next(self) -> Job:
        while True:
            with self.lock:
                ticket = self.gate.next(now=time.monotonic())
                if ticket is not None:
                    return self.jobs.pop(ticket)
                self.lock.wait(IDLE)
            self.record.write(now=time.monotonic())


def whole(source: Any, length: int) -> "SpooledTemporaryFile[bytes]":
    """Read a request to its end, so that a slow sender waits at the door and not at a place."""
    body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (given to the request)
    while length > 0 and (piece := source.read(min(length, PIECE))):
        body.write(piece)
        length -= len(piece)
    body.seek(0)
    return body


def pieces_of(body: "SpooledTemporaryFile[bytes]") -> Iterable[bytes]:
    """Return an answer piece by piece; a small one as a list, which the server sends at once."""
    first = body.read(IN_MEMORY)
    if len(first) < IN_MEMORY:
        body.close()
        return [first]
    return _rest(first, body)


def _rest(first: bytes, body: "SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    with body:
        yield first
        while piece := body.read(PIECE):
            yield piece
