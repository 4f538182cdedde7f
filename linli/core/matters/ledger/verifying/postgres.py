"""Reads rows from PostgreSQL by COPY as text: dates, keys and hashes come as they are written, and no object is made of them."""

import re
from binascii import Error, unhexlify
from collections.abc import Iterator
from typing import cast

from django.db import connection
from psycopg import OperationalError
from psycopg.pq import ExecStatus, abc

from linli.core.matters.ledger.verifying.rows import (
    COLUMNS,
    MOST_KEPT,
    UNKNOWN,
    Deed,
    Rows,
    Span,
    deed_of,
)
from linli.core.matters.models import Entry

# How values are written, whatever the role or the database prefers.
WRITTEN = ("timezone = 'UTC'", "datestyle = 'ISO'", "bytea_output = 'hex'")
NULL = b"\\N"
PREFIX = len(rb"\\x")  # what stands before the digits of bytes: a backslash, doubled by COPY, and an x
TO_THE_SECOND, TO_THE_MICROSECOND = len("2026-03-02 09:00:00+00"), len("2026-03-02 09:00:00.000000+00")
MARKS = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}

_deeds: dict[bytes, Deed] = {}


def entries(span: Span) -> Rows:
    """Yield the rows of entries in order of subject and number."""
    where = "where subject is null" if span.nobody else _between(span)
    with connection.cursor() as cursor:
        for setting in WRITTEN:
            cursor.execute(f"set local {setting}")
    sql = f"select {COLUMNS} from {Entry._meta.db_table} {where} order by subject, seq"  # noqa: S608
    for data in copied(sql):
        subject, seq, key, happened, recorded, commitment, previous, digest, salt, body, said = data.split(
            b"\t", 10
        )
        moment = _moment(happened)
        try:
            yield (
                subject,
                int(seq),
                key,
                moment,
                moment if recorded == happened else _moment(recorded),
                commitment[PREFIX:],
                previous[PREFIX:] if previous != NULL else NULL,
                digest[PREFIX:],
                unhexlify(salt[PREFIX:]),
                body.replace(b"\\\\", b"\\") if b"\\" in body else body,
                _deeds.get(said) or _deed(said),
            )
        except (ValueError, Error):
            yield subject, None, key, b"", b"", b"", NULL, digest[PREFIX:], b"", b"", UNKNOWN


def copied(sql: str) -> Iterator[bytes]:
    """Yield the rows of a query as PostgreSQL writes them in COPY. Raises OperationalError."""
    connection.ensure_connection()
    server = cast(abc.PGconn, connection.connection.pgconn)
    server.send_query(f"copy ({sql}) to stdout".encode())
    _expect(server, ExecStatus.COPY_OUT)
    read, is_over = server.get_copy_data, False
    try:
        while True:
            length, view = read(0)
            if length < 0:
                is_over = True
                break
            yield bytes(view)
    finally:
        while not is_over:  # whoever stopped early leaves the connection fit for use
            is_over = read(0)[0] < 0
        _expect(server, ExecStatus.COMMAND_OK)


def _expect(server: abc.PGconn, status: ExecStatus) -> None:
    result = server.get_result()
    is_right = result is not None and result.status == status
    if not is_right or status == ExecStatus.COMMAND_OK:
        while server.get_result() is not None:
            pass
    if not is_right:
        raise OperationalError(result.error_message.decode(errors="replace") if result else "no answer")


def _between(span: Span) -> str:
    bounds = []
    if span.first is not None:
        bounds.append(f"subject >= '{span.first}'")
    if span.end is not None:
        bounds.append(f"subject < '{span.end}'")
    return f"where {' and '.join(bounds)}" if bounds else ""


def _moment(written: bytes) -> bytes:
    if len(written) == TO_THE_MICROSECOND:
        return b"%bT%bZ" % (written[:10], written[11:26])
    if len(written) == TO_THE_SECOND:
        return b"%bT%b.000000Z" % (written[:10], written[11:19])
    return b"%bT%bZ" % (written[:10], written[11:-3].ljust(15, b"0"))  # the last zeros are not written


def _deed(raw: bytes) -> Deed:
    if len(_deeds) > MOST_KEPT:
        _deeds.clear()
    said = raw.rstrip(b"\n").split(b"\t")
    if NULL in said[:3] or len(said) != 5:
        return UNKNOWN
    verb, step, kind, actor, unit = (b"" if one == NULL else _plain(one) for one in said)
    _deeds[raw] = deed = deed_of(verb.decode(), step.decode(), kind.decode(), actor.decode(), unit.decode())
    return deed


def _plain(written: bytes) -> bytes:
    """Return a text without the marks of COPY."""
    return re.sub(rb"\\(.)", lambda found: MARKS.get(found[1], found[1]), written)
