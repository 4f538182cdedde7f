"""What an installation has that outgrew one machine: a cell of its own, a copy of the database for figures."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from linli.config.cells.standing import stand
from linli.config.copies.following import TOO_OLD, Following
from linli.config.databases import REPLICA
from linli.config.doctor import Finding, Look


def cell(_: datetime) -> Iterator[Finding]:
    """Other cells of the same database must be out of reach, and the ledger out of the reach of changes."""
    if settings.CELL:
        yield from stand(settings.CELL)


def copy(now: datetime) -> Iterator[Finding]:
    """Figures are read from the copy only while it follows; otherwise they are a burden on the one that is written to."""
    if REPLICA not in settings.DATABASES:
        return
    as_of = Following().state()
    if as_of is None:
        yield Finding(
            "copy",
            "warning",
            f"The copy for figures is away, or more than {TOO_OLD.total_seconds() / 60:.0f} minutes behind.",
            "See to its server, or take LINLI_DATABASE_REPLICA out; figures are read from the main database meanwhile.",
        )
    else:
        yield Finding("copy", "ok", f"follows, {max((now - as_of).total_seconds(), 0):.0f} s behind")


LOOKS: list[Look] = [cell, copy]
