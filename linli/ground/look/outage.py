"""What passes by itself or when somebody makes room: the database away or busy, a disk full. No mistake of the program."""

import errno
from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError

RETRY_SECONDS = 5
ROOM_SECONDS = 30  # somebody has to make room first

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
PASSING = NO_ROOM | {errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
NO_ROOM_IN_DATABASE = ("53100", "25006")  # disk_full, read_only_sql_transaction
MISTAKES = ("no such ", "near ")  # what SQLite says of a statement or table that is wrong


def seconds_to_wait(error: BaseException | None) -> int | None:
    """Return after how many seconds it is worth trying again; None where `error` is a mistake of the program.

    Looks behind `error` at what caused it: Django hides a database that went away while a session was saved.
    """
    found = [seconds for each in _behind(error) if (seconds := _seconds(each)) is not None]
    return max(found, default=None)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _seconds(error: BaseException) -> int | None:
    if isinstance(error, OSError):
        return (ROOM_SECONDS if error.errno in NO_ROOM else RETRY_SECONDS) if error.errno in PASSING else None
    if not isinstance(error, (OperationalError, InterfaceError, InternalError)):
        return None
    said = str(error)
    if said.startswith(MISTAKES):
        return None
    full = getattr(error.__cause__, "sqlstate", None) in NO_ROOM_IN_DATABASE or "is full" in said
    return ROOM_SECONDS if full else RETRY_SECONDS
