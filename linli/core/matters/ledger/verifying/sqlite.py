"""Reads rows from SQLite by a plain cursor; moments as they are written there, never made into objects."""

from binascii import hexlify
from typing import Any

from django.db import connection

from linli.core.matters.ledger.verifying.rows import (
    MOST_KEPT,
    UNKNOWN,
    Deed,
    Row,
    Rows,
    Span,
    dashed,
    deed_of,
)
from linli.core.matters.models import Entry

# A cast has no declared type, so that no converter is called, and bytes that are no text stop nobody.
PLAIN = ("seq", "commitment", "previous", "digest", "salt")
ORDER = (
    *(
        "subject",
        "seq",
        "id",
        "happened_at",
        "recorded_at",
        "commitment",
        "previous",
        "digest",
        "salt",
        "body",
    ),
    *("verb", "step", "actor_kind", "actor_id", "unit_id"),
)
COLUMNS = ", ".join(name if name in PLAIN else f"cast({name} as blob)" for name in ORDER)
TO_THE_SECOND, TO_THE_MICROSECOND = len("2026-03-02 09:00:00"), len("2026-03-02 09:00:00.000000")
AT_ONCE = 2_000

_deeds: dict[tuple[Any, ...], Deed] = {}


def entries(span: Span) -> Rows:
    """Yield the rows of entries in order of subject and number."""
    where, bounds = ("where subject is null", []) if span.nobody else _between(span)
    sql = f"select {COLUMNS} from {Entry._meta.db_table} {where} order by subject, seq"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, bounds)
        while chunk := cursor.fetchmany(AT_ONCE):
            for found in chunk:
                try:
                    yield _row(found)
                except (TypeError, ValueError, AttributeError):
                    yield _odd(found)


def _row(found: tuple[Any, ...]) -> Row:
    subject, seq, key, happened, recorded, commitment, previous, digest, salt, body = found[:10]
    moment = _moment(happened)
    return (
        subject,
        seq,
        dashed(key),
        moment,
        moment if recorded == happened else _moment(recorded),
        hexlify(commitment),
        hexlify(previous),
        hexlify(digest),
        salt,
        body,
        _deeds.get(found[10:]) or _deed(found[10:]),
    )


def _moment(written: bytes) -> bytes:
    if written[10:11] != b" ":
        raise ValueError(written)
    if len(written) == TO_THE_MICROSECOND:
        return written[:10] + b"T" + written[11:] + b"Z"
    if len(written) == TO_THE_SECOND:
        return written[:10] + b"T" + written[11:] + b".000000Z"
    raise ValueError(written)


def _deed(said: tuple[Any, ...]) -> Deed:
    if len(_deeds) > MOST_KEPT:
        _deeds.clear()
    verb, step, kind = (one.decode() for one in said[:3])
    deed = deed_of(verb, step, kind, *(dashed(one).decode() if one else "" for one in said[3:]))
    _deeds[said] = deed
    return deed


def _odd(found: tuple[Any, ...]) -> Row:
    """Return a row with a column that cannot be what it is."""
    subject, key, digest = (one if isinstance(one, bytes) else b"" for one in (found[0], found[2], found[7]))
    return subject, found[1], dashed(key), b"", b"", b"", b"?", hexlify(digest), b"", b"", UNKNOWN


def _between(span: Span) -> tuple[str, list[str]]:
    bounds = [("subject >= %s", span.first), ("subject < %s", span.end)]
    held = [(sql, bound.hex) for sql, bound in bounds if bound is not None]
    where = f"where {' and '.join(sql for sql, _ in held)}" if held else ""
    return where, [bound for _, bound in held]
