"""Everywhere a word could be left behind: every table with all that is packed in it, every file, logs, messages."""

import base64
import binascii
import io
import logging
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from django.contrib.sessions.models import Session
from django.db import connection

from .words import MARK, SECRETS

LEAST_PACKED = 40  # characters; nothing shorter holds a word in base64


def found_in(data: bytes) -> list[str]:
    """Return the secrets that occur in these bytes."""
    words = [word.decode() for word in MARK.findall(data)]
    return sorted({*words, *(secret for secret in SECRETS if secret.encode() in data)})


def tables() -> Iterator[tuple[str, bytes]]:
    """Yield each table of the database with all its rows, and once more with what is packed in them."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            yield name, b"\n".join(_bytes(value) for row in cursor for value in row)
    for session in Session.objects.all():
        yield "sessions, unpacked", repr(session.get_decoded()).encode()
    if hasattr(connection.connection, "serialize"):
        yield "the whole SQLite database", connection.connection.serialize()


def _bytes(value: Any) -> bytes:
    """Return a value as bytes, with what it holds in base64, in hexadecimal or compressed."""
    raw = bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()
    return raw + b" " + _unpacked(raw) if len(raw) >= LEAST_PACKED else raw


def _unpacked(raw: bytes) -> bytes:
    found = b""
    for decode in (base64.b64decode, base64.urlsafe_b64decode, binascii.unhexlify):
        try:
            found += decode(raw)
        except (binascii.Error, ValueError):
            continue
    for packed in (raw, found):
        try:
            found += zlib.decompress(packed)
        except zlib.error:
            continue
    return found


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below these folders, its name first."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path), path.name.encode() + b"\n" + path.read_bytes()


def leaks(places: Iterable[tuple[str, bytes]]) -> list[str]:
    """Return in words where which secrets were found."""
    return [f"{name}: {', '.join(found)}" for name, data in places if (found := found_in(data))]


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Yield what is logged meanwhile, everything from INFO on, in the form in which it would be written."""
    lines, root = io.StringIO(), logging.getLogger()
    [usual] = [handler for handler in root.handlers if handler.get_name() == "out"] or root.handlers[:1]
    handler = logging.StreamHandler(lines)
    handler.setFormatter(usual.formatter)
    for each in usual.filters:
        handler.addFilter(each)
    level, handlers = root.level, root.handlers
    root.handlers = [handler]  # and no others: those of the test runner keep every record
    root.setLevel(logging.INFO)
    structlog.get_logger(__name__).info("watched")
    try:
        yield lines
    finally:
        root.handlers = handlers
        root.setLevel(level)
