"""Reads rows from PostgreSQL by binary COPY: no value is made that nobody looks at."""

from binascii import hexlify
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from struct import Struct, unpack_from
from typing import Any, cast
from uuid import UUID

from django.db import connection
from psycopg import OperationalError
from psycopg.pq import ExecStatus, abc

from linli.core.matters.ledger.verifying.rows import (
    COLUMNS,
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

HEADER = 19  # signature, flags and the length of an extension that no version of PostgreSQL writes
FIELDS = 15
UUID_LENGTH, MOMENT_LENGTH, NUMBER_LENGTH, DIGEST, SALT = 16, 8, 4, 32, 16
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
MINUTE = 60_000_000
JSONB = 1  # the version that stands before the text

# How almost every row is laid out: number of fields, then length and value of each, up to the length of the body.
FIXED = ">hi16si16siiiqiqi32si32si%dsi16si"
LATER, FIRST = Struct(FIXED % DIGEST), Struct(FIXED % 0)
LENGTHS = (16, 16, 4, 8, 8, 32, 32)
LATER_LENGTHS, FIRST_LENGTHS = (*LENGTHS, 32, 16), (*LENGTHS, 0, 16)
PREVIOUS = FIRST.size - 4 - (4 + SALT) - 1  # the last byte of the length of `previous`

_minutes: dict[int, bytes] = {}
_deeds: dict[bytes, Deed] = {}


def entries(span: Span) -> Rows:
    """Yield the rows of entries in order of subject and number."""
    where = "where subject is null" if span.nobody else _between(span)
    table = Entry._meta.db_table
    for data in copied(f"select {COLUMNS} from {table} {where} order by subject, seq"):  # noqa: S608
        if len(data) < LATER.size:
            yield _odd(data)
            continue
        shape, lengths = (LATER, LATER_LENGTHS) if data[PREVIOUS] else (FIRST, FIRST_LENGTHS)
        found = shape.unpack_from(data)
        if found[1:-1:2] != lengths or found[0] != FIELDS:
            yield _odd(data)
            continue
        subject, key, seq, happened, recorded, commitment, digest, previous, salt = found[2::2]
        end = shape.size + found[-1]
        moment = _moment(happened)
        yield (
            subject,
            seq,
            dashed(hexlify(key)),
            moment,
            moment if recorded == happened else _moment(recorded),
            commitment,
            previous,
            digest,
            salt,
            data[shape.size + 1 : end],
            _deeds.get(data[end:]) or _deed(data[end:]),
        )


def copied(sql: str) -> Iterator[bytes]:
    """Yield the rows of a query as PostgreSQL writes them in binary COPY. Raises OperationalError."""
    connection.ensure_connection()
    server = cast(abc.PGconn, connection.connection.pgconn)
    server.send_query(f"copy ({sql}) to stdout (format binary)".encode())
    _expect(server, ExecStatus.COPY_OUT)
    skip, is_over = HEADER, False
    try:
        while not is_over:
            length, view = server.get_copy_data(0)
            is_over = length < 0
            data = b"" if is_over else bytes(view)[skip:]
            skip = 0
            if len(data) > 2:  # a row; after the last one only -1
                yield data
    finally:
        while not is_over:  # whoever stopped early leaves the connection fit for use
            is_over = server.get_copy_data(0)[0] < 0
        _expect(server, ExecStatus.COMMAND_OK)


def _expect(server: abc.PGconn, status: ExecStatus) -> None:
    result = server.get_result()
    if result is None or result.status != status:
        said = result.error_message.decode(errors="replace") if result else "no answer"
        while server.get_result() is not None:
            pass
        raise OperationalError(said)
    if status == ExecStatus.COMMAND_OK:
        while server.get_result() is not None:
            pass


def values(data: bytes) -> list[bytes | None]:
    """Return the fields of a row of binary COPY."""
    (count,) = unpack_from(">h", data)
    place, found = 2, list[bytes | None]()
    for _ in range(count):
        (length,) = unpack_from(">i", data, place)
        place += 4
        found.append(None if length < 0 else data[place : place + length])
        place += max(length, 0)
    return found


def _between(span: Span) -> str:
    bounds = []
    if span.first is not None:
        bounds.append(f"subject >= '{span.first}'")
    if span.end is not None:
        bounds.append(f"subject < '{span.end}'")
    return f"where {' and '.join(bounds)}" if bounds else ""


def _moment(moment: int) -> bytes:
    minute, rest = divmod(moment, MINUTE)
    second = b"%08d" % rest
    return (_minutes.get(minute) or _minute(minute)) + second[:2] + b"." + second[2:] + b"Z"


def _minute(minute: int) -> bytes:
    if len(_minutes) > MOST_KEPT:
        _minutes.clear()
    try:
        said = (EPOCH + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:").encode()
    except OverflowError:  # infinity, and years that no calendar of ours reaches
        said = b"never"
    _minutes[minute] = said
    return said


def _deed(raw: bytes) -> Deed:
    if len(_deeds) > MOST_KEPT:
        _deeds.clear()
    deed = _deed_of(values(len(DEED_FIELDS).to_bytes(2, "big") + raw))
    _deeds[raw] = deed
    return deed


DEED_FIELDS = ("verb", "step", "actor_kind", "actor_id", "unit_id")


def _deed_of(found: list[bytes | None]) -> Deed:
    verb, step, kind, actor, unit = found
    if verb is None or step is None or kind is None:
        return UNKNOWN
    return deed_of(verb.decode(), step.decode(), kind.decode(), _key(actor), _key(unit))


def _key(raw: bytes | None) -> str:
    return str(UUID(bytes=raw)) if raw else ""


def _odd(data: bytes) -> Row:
    """Return a row that is not laid out as almost every one is: words erased, or a column that cannot be what it is."""
    found: list[Any] = values(data)
    subject, key, seq, happened, recorded, commitment, digest, previous, salt, body = found[:10]
    whole = None not in found[:10] and [len(one) for one in found[:5]] == [16, 16, 4, 8, 8]
    if not whole:
        key = dashed(hexlify(key)) if key and len(key) == UUID_LENGTH else b"?"
        return (
            subject or b"",
            None,
            key,
            b"",
            b"",
            b"",
            previous or b"",
            digest or b"",
            salt or b"",
            b"",
            UNKNOWN,
        )
    return (
        subject,
        int.from_bytes(seq, "big", signed=True),
        dashed(hexlify(key)),
        _moment(int.from_bytes(happened, "big", signed=True)),
        _moment(int.from_bytes(recorded, "big", signed=True)),
        commitment,
        previous,
        digest,
        salt,
        body[1:],
        _deed_of(found[10:]),
    )
