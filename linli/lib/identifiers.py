"""Identifiers: time-ordered keys, receipt numbers that betray nothing, secret codes that can be read aloud."""

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: nothing that sounds or looks alike
CODE_LENGTH = 10
SEALED_CODE_LENGTH = 16


def uuid7() -> UUID:
    """Return a new UUIDv7: unique without asking a database, ordered by the time it was made."""
    return _uuid7()


def uuid7_before(key: UUID, back: timedelta) -> UUID:
    """Return the smallest UUIDv7 that could have been made `back` before `key` was."""
    return _smallest((key.int >> 80) - int(back.total_seconds() * 1000))


def uuid7_at(now: datetime) -> UUID:
    """Return the smallest UUIDv7 that could be made at `now`."""
    return _smallest(int(now.timestamp() * 1000))


def _smallest(millisecond: int) -> UUID:
    return UUID(int=(max(millisecond, 0) << 80) | (0x7 << 76) | (0b10 << 62))


def luhn_digit(digits: str) -> str:
    """Return the check digit that catches one wrong digit and most neighbours swapped (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def new_number(on: date) -> str:
    """Return a receipt number of 13 digits: the day (6), a random part (6), a check digit.

    The random part keeps anyone from learning, from their own number, how many others wrote that day.
    """
    body = f"{on:%y%m%d}{secrets.randbelow(1_000_000):06d}"
    return body + luhn_digit(body)


def is_number(text: str) -> bool:
    """Tell whether `text` is a well-formed receipt number (its check digit included)."""
    return len(text) == 13 and text.isascii() and text.isdigit() and luhn_digit(text[:-1]) == text[-1]


def new_code(*, sealed: bool = False) -> str:
    """Return a secret code for the slip: ten characters (49 bits), for attempts on it are throttled.

    That of a sealed matter has sixteen (78 bits): whoever has the database and the keys folder is not throttled.
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(SEALED_CODE_LENGTH if sealed else CODE_LENGTH))


def tidy_code(text: str) -> str:
    """Return what a person typed as a code without spaces and dashes, in capitals."""
    return "".join(text.split()).replace("-", "").upper()
