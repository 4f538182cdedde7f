"""As of when the copy is. It is asked every few seconds, and left alone for a while when it does not answer."""

import time
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, connections
from django.utils import timezone

from linli.config.databases import REPLICA

log = structlog.get_logger("linli.copies")

ASKED_EVERY = 5.0  # seconds
LEFT_ALONE = 30.0  # seconds after it did not answer
TOO_OLD = timedelta(minutes=10)
# A worker's sign of life is written every 15 seconds, so a copy that follows is never older than that.
AS_OF = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() ELSE now() END"


class Following:
    """What one process knows of the copy."""

    def __init__(self) -> None:
        self.as_of: datetime | None = None
        self.ask_at = 0.0

    def state(self) -> datetime | None:
        """Return as of when the copy is, or None where it is away or too old to be shown."""
        if time.monotonic() >= self.ask_at:
            self._ask()
        found = self.as_of
        return found if found and timezone.now() - found <= TOO_OLD else None

    def lost(self, error: Exception) -> None:
        """Note that the copy failed somebody."""
        log.warning("copy.away", error=type(error).__name__)
        self.as_of, self.ask_at = None, time.monotonic() + LEFT_ALONE
        connections[REPLICA].close()

    def _ask(self) -> None:
        self.ask_at = time.monotonic() + ASKED_EVERY
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute(AS_OF)
                self.as_of = cursor.fetchone()[0]
        except (DatabaseError, OSError) as error:
            self.lost(error)


following = Following()
