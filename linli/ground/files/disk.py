"""Files on disk, named by the SHA-256 of their bytes, so that the same bytes are kept once and none is ever overwritten.

A file is whole before it has its name: temporary file, fsync, rename, fsync of the folder. Only then may a row speak of it.
"""

import os
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings

THUMBNAIL = ".thumbnail"
UNFINISHED = ".part-"
ASIDE = ".aside-"
_safe: set[Path] = set()


def root() -> Path:
    return Path(settings.FILES_ROOT)


def path_of(digest: str, suffix: str = "") -> Path:
    """Return where the bytes with this digest (64 hex digits) lie."""
    return root() / digest[:2] / f"{digest}{suffix}"


def put(data: bytes, *, thumbnail: bytes = b"") -> str:
    """Keep `data`, and its thumbnail beside it; return the digest. Safe against a power failure at any point."""
    digest = sha256(data).hexdigest()
    if thumbnail:
        _keep(path_of(digest, THUMBNAIL), thumbnail)
    _keep(path_of(digest), data)
    return digest


def _keep(path: Path, data: bytes) -> None:
    folder = path.parent
    _have(folder)
    if not _is_kept(path, len(data)):
        _write(path, data)
    # Also where it was kept already: whoever wrote it may not have come so far yet.
    _sync_folder(folder)


def _have(folder: Path) -> None:
    """Have a folder whose name, and that of the folder of all files, is safe on the disk; seen to once in each process."""
    if folder in _safe and folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    for above in (folder.parent, root().parent):
        _sync_folder(above)
    _safe.add(folder)


def _write(path: Path, data: bytes) -> None:
    unfinished = path.parent / f"{UNFINISHED}{secrets.token_hex(8)}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _is_kept(path: Path, size: int) -> bool:
    """Tell whether the file is there, and make it young again, so that a cleaner at work now leaves it alone."""
    try:
        os.utime(path)
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def old_files(*, before: float) -> Iterator[Path]:
    """Yield what was last touched before this moment (POSIX seconds), unfinished files included."""
    for folder in sorted(root().glob("[0-9a-f][0-9a-f]")):
        for path in folder.iterdir():
            if path.is_file() and path.stat().st_mtime < before:
                yield path


def set_aside(path: Path) -> Path:
    """Take the file's name away without deleting it. From here on a writer of the same bytes writes them anew."""
    aside = path.with_name(f"{ASIDE}{path.name}")
    path.rename(aside)
    return aside


def put_back(aside: Path) -> None:
    """Undo `set_aside`; harmless where the same bytes were written meanwhile."""
    aside.replace(aside.with_name(aside.name.removeprefix(ASIDE)))
