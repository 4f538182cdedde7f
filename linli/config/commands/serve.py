"""`linli serve`: the web server, several processes of several threads, static files included."""

import logging
import os
from typing import Any

import click
import structlog

from linli.config.cli import ready


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="LINLI_HOST", help="Address to listen on."
)
@click.option("--port", default=8000, show_default=True, envvar="LINLI_PORT", type=click.IntRange(1, 65535))
@click.option(
    "--processes", default=0, envvar="LINLI_PROCESSES", type=click.IntRange(0, 256),
    help="Web processes; 0 means one per core, at most four.",
)  # fmt: skip
@click.option(
    "--threads", default=4, show_default=True, envvar="LINLI_THREADS", type=click.IntRange(1, 64),
    help="Requests that each process works on at once.",
)  # fmt: skip
@click.option(
    "--waiting", default=64, show_default=True, envvar="LINLI_WAITING", type=click.IntRange(8, 1024),
    help="Requests that may wait in each process; then those that matter least are sent away.",
)  # fmt: skip
@click.option(
    "--lifetime", default=0, envvar="LINLI_LIFETIME", type=click.IntRange(min=0),
    help="Seconds after which a web process is replaced; 0 means never.",
)  # fmt: skip
@click.option("--check/--no-check", default=True, help="Look at the settings before the start.")
def serve(
    host: str, port: int, processes: int, threads: int, waiting: int, lifetime: int, check: bool
) -> None:
    """Serve the pages and the API until told to stop (Ctrl-C or SIGTERM).

    SIGHUP replaces the web processes by the program as it lies on the disk, with no request lost.
    """
    os.environ.update(LINLI_THREADS=str(threads), LINLI_WAITING=str(waiting))  # settings read them
    if check:
        look_at_settings()
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from linli.config.cells.standing import stand_or_stop
    from linli.config.serving import BACKLOG, Rolling, listening

    ready()
    stand_or_stop()
    try:
        queue = listening(host, port)
    except OSError as error:
        raise click.ClickException(f"Nobody can listen on {host} port {port}: {error.strerror}.") from error
    # Most of the threads are doors at which requests wait (linli/config/shedding); the server takes them for places.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in str(record.msg))

    Rolling(
        "linli.config.shedding.application:application",
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        queue=queue,
        workers=processes or min(4, os.cpu_count() or 1),
        blocking_threads=threads + waiting,
        backlog=BACKLOG,
        workers_lifetime=lifetime or None,
        workers_kill_timeout=30,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,
    ).run()


def look_at_settings() -> None:
    """Run the checks of Django and of this house; an error stops the start, a warning is only said."""
    from django.core import checks

    ready()
    found: list[Any] = checks.run_checks(include_deployment_checks=False)
    log = structlog.get_logger("linli.config")
    for message in found:
        if not message.is_silenced():
            log.warning("settings", name=message.id, said=str(message.msg), mend=str(message.hint or ""))
    worst = [message for message in found if message.is_serious() and not message.is_silenced()]
    if worst:
        sentences = "\n".join(f"- {message.msg}\n  {message.hint or ''}".rstrip() for message in worst)
        raise click.ClickException(f"The settings are not right, so nothing was started:\n{sentences}")
