"""Whatever this process draws by lot follows from one seed, and time is a number that only the town moves."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.db import connection, transaction

from linli.lib import identifiers, kept

COUNTED = 1 << 12  # keys of one millisecond that are told apart by a counter


class Lots:
    """Random bytes and keys of one seed; keys keep the order in which they were drawn, whatever the time does."""

    def __init__(self, seed: str, now: datetime) -> None:
        self.random = Random(sha256(seed.encode()).digest())
        self.now = now
        self.last = 0

    def bytes(self, length: int) -> bytes:
        return self.random.randbytes(length)

    def uuid7(self) -> UUID:
        self.last = max(int(self.now.timestamp() * 1000) * COUNTED, self.last + 1)
        milliseconds, counter = divmod(self.last, COUNTED)
        tail = self.random.getrandbits(62)
        return UUID(int=(milliseconds << 80) | (7 << 76) | (counter << 64) | (0b10 << 62) | tail)

    @contextmanager
    def drawn(self) -> Iterator[None]:
        """Let all that is drawn inside follow from these lots."""
        with (
            patch.object(os, "urandom", self.bytes),
            patch.object(random, "_urandom", self.bytes),
            patch.object(identifiers, "_uuid7", self.uuid7),
        ):
            yield


@contextmanager
def undone() -> Iterator[None]:
    """Let happen what happens inside, acts that must be outermost too; then let none of it have happened."""
    inside: Any = transaction.atomic()
    inside._from_testcase = True
    kept.forget()
    waiting = list(connection.run_on_commit)
    try:
        with inside:
            yield
            transaction.set_rollback(True)
    finally:
        connection.run_on_commit = waiting
        kept.forget()


def span(dice: Random) -> timedelta:
    """Return how much time passes before the next step: minutes mostly, sometimes a holiday."""
    kind = dice.random()
    if kind < 0.55:
        return timedelta(seconds=dice.randrange(1, 5400))
    if kind < 0.85:
        return timedelta(minutes=dice.randrange(30, 720))
    if kind < 0.97:
        return timedelta(hours=dice.randrange(12, 72))
    return timedelta(days=dice.randrange(6, 21))
