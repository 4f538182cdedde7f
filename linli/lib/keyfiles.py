"""A secret in a file: made once, whole on the disk before anybody relies on it, readable by its owner alone."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def secret_in(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes in `path`; where there is no such file, those of `make`, kept there first.

    Whoever is first wins: all processes that begin at once get the same. What is sealed with it can be opened after a power
    failure: file and folder are synced before this returns.
    """
    if not path.exists():
        with _fresh(path, make()) as fresh, suppress(FileExistsError):
            os.link(fresh, path)
    return path.read_bytes()


def put_secret(path: Path, data: bytes) -> None:
    """Put the bytes into `path`, whatever was there: whole and on the disk before this returns."""
    with _fresh(path, data) as fresh:
        fresh.replace(path)


@contextmanager
def _fresh(path: Path, data: bytes) -> Iterator[Path]:
    """Yield a file beside `path` with the data on the disk; afterwards it is gone and the folder is synced."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(fresh, data)
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
