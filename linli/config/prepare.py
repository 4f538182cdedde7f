"""What must stand before the first page: translations, static files, tables, the demonstration county.

Each is done again only when what it is made from has changed; digests are kept in `var/prepared.json`.
"""

import hashlib
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from pathlib import Path

import click

from linli.config.env import ROOT, env

PACKAGE = ROOT / "linli"
CUT_SHORT = "began and did not end"
LONGEST_WAIT = 2_000  # milliseconds that a migration waits for a lock
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds
LOCK_NOT_AVAILABLE = "55P03"


def var() -> Path:
    """Return the data folder, as the settings will, before Django is up."""
    return Path(env.str("LINLI_VAR", default=str(ROOT / "var")))


def prepare() -> None:
    """Do what is not done yet, in order, saying what takes long."""
    done = Done(var() / "prepared.json")
    done.unless_done("translations", lambda: digest(PACKAGE.glob("**/*.po")), translations)
    done.unless_done("static files", lambda: digest(PACKAGE.glob("**/static/**/*")), static_files)
    done.unless_done("tables", lambda: database() + digest(of_tables()), tables)
    if env.bool("LINLI_DEMONSTRATION", default=False):
        if done.was_cut_short("demonstration county"):
            start_afresh()
            tables()
        done.unless_done("demonstration county", database, demonstration)


class Done:
    """What was prepared, from which state of its sources."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digests: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}

    def unless_done(self, name: str, state: Callable[[], str], act: Callable[[], None]) -> None:
        """Call `act` if `name` was not done in this state of its sources, and remember that it was."""
        if self.digests.get(name) == state():
            return
        click.echo(f"Preparing: {name} …")
        ready()
        self._note(name, CUT_SHORT)
        act()
        self._note(name, state())

    def was_cut_short(self, name: str) -> bool:
        """Tell whether the last attempt began and did not end."""
        return self.digests.get(name) == CUT_SHORT

    def _note(self, name: str, state: str) -> None:
        self.digests[name] = state
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.digests, indent=2))
        part.replace(self.path)


def of_tables() -> Iterable[Path]:
    """Yield what the tables and the procedures published in them are made from."""
    yield from PACKAGE.glob("**/migrations/*.py")
    yield from PACKAGE.glob("**/*.toml")
    yield from Path(env.str("LINLI_LOCALITY", default=str(ROOT / "localities" / "demonstration"))).glob(
        "**/*.toml"
    )


def digest(paths: Iterable[Path]) -> str:
    """Return one digest over names and contents."""
    total = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        total.update(f"{path}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def database() -> str:
    """Return what tells this database from another: its address, and for a file whether it is the same file."""
    address = env.str("LINLI_DATABASE", default="")
    file = var() / "linli.sqlite3"
    identity = str(file.stat().st_ino) if not address and file.is_file() else ""
    return hashlib.sha256(f"{address}|{identity}".encode()).hexdigest()[:16] + " "


def ready() -> None:
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    if not apps.ready:
        django.setup()


def translations() -> None:
    from linli.ground.look.catalogues import compile_all

    compile_all()


def static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def tables() -> None:
    from linli.config.cells.standing import may_make_tables

    if may_make_tables():
        make_tables()
    seed_calendar()


def make_tables() -> None:
    """Bring the tables up to this program, and take the right to change the ledger from all but their owner."""
    from django.core.management import call_command

    from linli.config.cells.ledger import guard

    giving_way(lambda: call_command("migrate", interactive=False, verbosity=0))
    call_command("createcachetable", verbosity=0)
    guard()


def giving_way(migrate: Callable[[], object]) -> None:
    """Migrate, but wait for no lock longer than two seconds: everybody who comes later would wait behind us.

    Then others go first, and it is tried again. What was done is kept: each migration is whole or not begun.
    """
    from django.db import OperationalError, connection

    if connection.vendor != "postgresql":
        migrate()
        return
    for pause in (*PAUSES, None):
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {LONGEST_WAIT}")
        try:
            migrate()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            if pause is None:
                sys.exit("The tables were in use all the time. Run `linli prepare` again at a quieter hour.")
            click.echo(f"The tables are in use; trying again in {pause:.0f} s …")
            time.sleep(pause)
        else:
            break
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def seed_calendar() -> None:
    """Enter the announced holidays that this version of the program brings and the tables do not have yet."""
    from django.utils import timezone

    from linli.ground.calendars.actions import seed

    seed(now=timezone.now())


def start_afresh() -> None:
    """Take away a demonstration that was cut short: half a county is of no use. Only our own files are touched."""
    if env.str("LINLI_DATABASE", default=""):
        sys.exit(
            "The demonstration was not loaded to its end. Make the database of LINLI_DATABASE anew and start again."
        )
    click.echo("The demonstration was not loaded to its end the last time; it is made anew.")
    ready()
    from django.db import connections

    connections.close_all()
    for path in var().glob("linli.sqlite3*"):
        path.unlink()
    shutil.rmtree(var() / "files", ignore_errors=True)


def demonstration() -> None:
    """Load the county. A load that is cut short is made anew, so it need not wait for the disk at every act."""
    from django.db import connection

    from linli.config.cli import program
    from linli.ground.places.models import Area

    if Area.objects.exists():
        click.echo("There is data here already, so no demonstration is loaded.")
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        with redirect_stdout(io.StringIO()):  # the start itself shows the accounts, each time
            program(["demo"], standalone_mode=False)
    except click.ClickException as error:
        sys.exit(error.format_message())
    except click.Abort:
        sys.exit("\nStopped. The demonstration is made anew at the next start.")
    finally:
        connection.close()
