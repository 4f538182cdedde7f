"""The web server with one queue of connections for all its processes, so that none is lost when processes are replaced.

SIGHUP replaces them one by one by the program as it now lies on the disk: a new one starts, the old one takes no more requests,
finishes those it has, and ends. First a trial start shows that the new program comes up; where it does not, the old one goes on.
With a socket of systemd's the queue outlives `linli serve` itself: what comes while it is away waits.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
import time
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.reduction import DupFd, ForkingPickler
from typing import Any

import structlog
from granian import _granian
from granian._internal import load_target
from granian.server.mp import MPServer

log = structlog.get_logger("linli.serving")

BACKLOG = 2048
Holder: Any = _granian.SocketHolder  # of a descriptor, whether it is a Unix socket, how many may wait
FIRST_OF_SYSTEMD = 3
SECONDS_TO_RISE = 120
TRIAL = "from linli.config.serving import try_to_rise; try_to_rise()"


def listening(host: str, port: int) -> socket.socket:
    """Return the socket that systemd opened for us, else one of our own. Raises OSError."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS") == "1":
        found = socket.socket(fileno=FIRST_OF_SYSTEMD)
    else:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.create_server((host, port), family=family, backlog=BACKLOG)
    found.setblocking(False)
    return found


class Rolling(MPServer):
    """granian's server on one socket that all its processes share; each says when it has risen."""

    def __init__(self, *arguments: Any, queue: socket.socket, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.queue = queue
        self.risen, self.saying = multiprocessing.Pipe(duplex=False)

    def run(self) -> None:
        """Serve until told to stop."""
        self.serve(target_loader=partial(loaded, self.saying))

    def _init_shared_socket(self) -> None:
        sockets: dict[str, Any] = {"_sfd": self.queue.fileno(), "_ssp": None, "_sso": None}
        sockets["_shd"] = Holder(self.queue.fileno(), False, BACKLOG)
        vars(self).update(sockets)

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        if not comes_up():
            self.reload_signal = False
            self.main_loop_interrupt.clear()
            return
        multiprocessing.set_start_method("spawn", force=True)  # a fork would bring the old program along
        super()._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        log.info("serving.replaced", processes=self.workers)

    def _respawn_workers(self, workers: Any, spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        """Start a new process, wait until it has risen, then let the old one finish; one after the other."""
        while self.risen.poll():  # of those who rose earlier
            self.risen.recv_bytes()
        for place in list(workers):
            old = self.wrks[place]
            new = self.wrks[place] = self._spawn_worker(place, spawn_target, target_loader)
            was_killed = (old.inner.exitcode or 0) < 0
            if (
                not was_killed
            ):  # of those that end by themselves granian takes two in a row as a reason to stop
                self.respawned_wrks[place] = time.monotonic()
            new.start()  # type: ignore[no-untyped-call]
            if old.is_alive():
                self._wait_until_risen(new)
                old.terminate()
            old.join(self.workers_kill_timeout)
            if old.is_alive():
                old.kill()
                old.join()

    def _wait_until_risen(self, new: Any) -> None:
        end = time.monotonic() + SECONDS_TO_RISE
        while new.is_alive() and time.monotonic() < end:
            if self.risen.poll(0.1) and int(self.risen.recv_bytes()) == new.inner.pid:
                return


def loaded(saying: Connection, target: str) -> Any:
    """Return the application, in the process that is to run it, and say so to its parent."""
    application = load_target(target)
    saying.send_bytes(str(os.getpid()).encode())
    return application


def comes_up() -> bool:
    """Tell whether the program on the disk comes up, and say in the log why it does not."""
    try:
        tried = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-c", TRIAL],
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_RISE,
        )
    except subprocess.TimeoutExpired:
        log.error("serving.not_replaced", said=f"The new program did not come up in {SECONDS_TO_RISE} s.")
        return False
    if tried.returncode:
        log.error("serving.not_replaced", said=tried.stderr.strip()[-2000:])
    return not tried.returncode


def try_to_rise() -> None:
    """Bring the program up as a web process would, and end; with a sentence and exit code 1 where it cannot serve."""
    import click

    from linli.config.cells.standing import stand_or_stop
    from linli.config.cli import ready
    from linli.config.commands.serve import look_at_settings

    try:
        ready()
        look_at_settings()
        stand_or_stop()
        from linli.config import health
        from linli.config.shedding import application

        if not health.tables_are_current():
            raise click.ClickException("Its migrations were not run: linli prepare.")
    except click.ClickException as error:
        sys.exit(error.format_message())
    log.debug("serving.tried", program=repr(application))


def _carried(holder: Any) -> Any:
    """Tell multiprocessing how a process that is not forked gets the socket."""
    fd, is_uds, backlog = holder.__getstate__()
    return _taken, (DupFd(fd), is_uds, backlog)


def _taken(descriptor: Any, is_uds: bool, backlog: int) -> Any:
    return Holder(descriptor.detach(), is_uds, backlog)


ForkingPickler.register(Holder, _carried)
