"""The program is replaced while people use it, and nobody notices: SIGHUP to `linli serve`, or a restart behind a socket
that outlives it. Every request opens a connection of its own, as nginx does.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial

import pytest

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.proof.asking import Client, Unanswered
from tests.proof.installation import Installation, installation, until

pytestmark = pytest.mark.lengthy

REPLACED = 10 if is_long() else 1
CLIENTS, REST = 3, 0.02
SECONDS = 300  # that a replacement may take on a machine that does much else
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "linli", "serve", "--no-check", "--processes", "2"])
"""


class Hammer:
    """Clients that bring matters and read pages without a pause, and note every answer that is none."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        self.over = threading.Event()
        self.answered: list[float] = []
        self.brought: list[str] = []
        self.failed: list[str] = []
        self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self) -> "Hammer":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def work(self, number: int) -> None:
        turn = 0
        while not self.over.is_set():
            turn += 1
            client = self.house.client(token=number)
            key, began = f"hammer-{number}-{turn}", time.monotonic()
            try:
                answer = client.bring(key=key) if turn % 2 else client.ask("GET", "/bring/1")
                if answer.status == 201:
                    self.brought.append(key)
                elif answer.status != 200:
                    self.failed.append(f"{answer.status}: {answer.text[:200]}")
                self.answered.append(time.monotonic() - began)
            except Unanswered as error:
                self.failed.append(str(error))
            finally:
                client.close()
            self.over.wait(REST)

    def goes_on(self, answers: int = 20) -> None:
        """Wait until so many more were answered."""
        so_far = len(self.answered)
        until(
            lambda: len(self.answered) >= so_far + answers,
            why=lambda: f"nobody was answered; {self.failed[-3:]}",
        )


def test_no_request_fails_while_the_web_processes_are_replaced(evidence):
    """Who keeps a connection open sees it closed between two requests, never within one."""
    with installation(workers=0, durable=False, LINLI_LOG_LEVEL="INFO") as house:
        kept = [Client(house.port, house.known) for _ in range(8)]
        for client in kept:
            assert client.ask("GET", "/healthz").status == 200
        with Hammer(house) as hammer:
            hammer.goes_on()
            for time_ in range(1, REPLACED + 1):
                before = set(house.web())
                os.kill(house.server.pid, signal.SIGHUP)
                until(partial(was_replaced, house, time_), seconds=SECONDS, why=house._end_of_log)
                assert not before & set(house.web())
                hammer.goes_on()
        assert hammer.failed == []
        assert house.count("intake_intake") == len(hammer.brought)
        for client in kept:
            with pytest.raises(Unanswered, match=r"RemoteDisconnected|ConnectionReset|BrokenPipe"):
                client.ask("GET", "/healthz")
            assert client.ask("GET", "/healthz").status == 200
        evidence(
            "G3",
            restarts=REPLACED,
            answered=len(hammer.answered),
            failed=len(hammer.failed),
            slowest_ms=round(max(hammer.answered) * 1000),
        )


def was_replaced(house, times):
    return sum(line.get("event") == "serving.replaced" for line in house.said()) >= times


def test_a_program_that_does_not_come_up_replaces_nothing():
    with installation(workers=0, durable=False) as house:
        before = set(house.web())
        house.rows("DELETE FROM django_migrations WHERE app = 'wishes'")
        os.kill(house.server.pid, signal.SIGHUP)
        until(
            lambda: any(line.get("event") == "serving.not_replaced" for line in house.said()), seconds=SECONDS
        )
        assert set(house.web()) == before
        assert house.client().ask("GET", "/healthz").status == 200


def test_what_comes_while_the_server_itself_is_away_waits(evidence):
    """As under systemd, whose socket stays: `linli-serve.socket` in docs/operate/production.md."""
    with (
        installation(workers=0, web=False, durable=False) as house,
        socket.create_server(("127.0.0.1", house.port), backlog=256) as queue,
    ):
        start(house, queue)
        with Hammer(house) as hammer:
            hammer.goes_on()
            house.stop_web()
            start(house, queue)
            hammer.goes_on()
        assert hammer.failed == []
        assert house.count("intake_intake") == len(hammer.brought)
        evidence("G3", failed_over_a_full_restart=0, longest_wait_ms=round(max(hammer.answered) * 1000))


def start(house: Installation, queue: socket.socket) -> None:
    """Start `linli serve` with `queue` as its descriptor 3, as systemd would."""
    with house.log.open("ab") as log:
        house.server = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD, str(queue.fileno())],
            cwd=ROOT,
            env=house.environment,
            pass_fds=[queue.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
