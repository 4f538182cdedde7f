"""The file itself: a tar of the database's copy, the files and a manifest that says what each must digest to."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from linli.config.backups import databases, passphrase
from linli.config.backups.databases import BackupFailed
from linli.lib.keyfiles import put_secret

FORMAT = "linli-backup-1"
MANIFEST, KEYS, FILES, ERASED = "manifest.json", "keys.sealed", "files/", "erased.jsonl"
BESIDE = "linli-erased.jsonl"  # the tombstones that lie beside the backups, so that an older one learns of what came after
PIECE = 1 << 20

Progress = Callable[[int], object]


def write(target: Path, *, now: datetime, keys_under: str | None, progress: Progress) -> dict[str, Any]:
    """Write the backup to `target`; it appears under its name only when it is whole. `progress` is told bytes.

    The log's size is read before the database is copied and the files are read after it, so that both contain
    whatever the manifest and the database speak of.
    """
    from linli.core.personal_data import tombstones

    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "log": log_state(),
        "keys": [path.name for path in key_files()],
        "contents": {},
    }
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".linli-backup-") as folder:
        copy = Path(folder) / databases.name_of_copy()
        databases.dump(copy)
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            _add(tar, copy.name, copy, manifest, progress)
            for path in files():
                _add(tar, FILES + path.relative_to(settings.FILES_ROOT).as_posix(), path, manifest, progress)
            if keys_under is not None:
                _add_bytes(tar, KEYS, passphrase.seal(packed_keys(), keys_under), manifest)
            _add_bytes(tar, ERASED, "".join(tombstones.every()).encode(), manifest)
            _add_bytes(tar, MANIFEST, json.dumps(manifest, indent=1).encode(), {"contents": {}})
            tar.close()
            out.flush()
            os.fsync(out.fileno())
    part.replace(target)
    tombstones.merge(target.parent / BESIDE)
    return manifest


def files() -> Iterator[Path]:
    """Yield the files to keep; they are named by their digest and never change."""
    root = Path(settings.FILES_ROOT)
    yield from sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".part")


def size_of_files() -> int:
    return sum(path.stat().st_size for path in files())


def key_files() -> list[Path]:
    return sorted(path for path in Path(settings.KEYS).glob("*") if path.is_file())


def packed_keys() -> bytes:
    """Return all key files as one tar in memory."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in key_files():
            tar.add(path, arcname=path.name)
    return packed.getvalue()


def unpack_keys(packed: bytes) -> None:
    """Write the keys of a backup, for this user alone; a key that is there already must be the same."""
    Path(settings.KEYS).mkdir(parents=True, exist_ok=True, mode=0o700)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            source = tar.extractfile(member)
            if source is not None:
                _write_key(Path(settings.KEYS) / Path(member.name).name, source.read())


def _write_key(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() != content and path.name != "session.key":
        raise BackupFailed(f"{path} is there already and is another key. Move it away, then restore again.")
    put_secret(path, content)


def log_state() -> dict[str, Any]:
    """Return the size of the log and its root, as the newest checkpoint signed them."""
    from linli.core.matters.models import Checkpoint

    newest = Checkpoint.objects.order_by("-size").first()
    return {"size": newest.size, "root": bytes(newest.root).hex()} if newest else {"size": 0, "root": ""}


def holds_log(said: dict[str, Any]) -> bool:
    """Tell whether the log in the database begins with the one that the manifest speaks of (`log_state`)."""
    from linli.core.matters.ledger.sealing import log_size, read_tile
    from linli.lib.merkle import TiledTree

    size = int(said["size"])
    if log_size() < size:
        return False
    return not size or TiledTree(size, read_tile).root().hex() == said["root"]


def read_manifest(backup: Path) -> dict[str, Any]:
    """Return what the backup says it contains; refuse a file that is not one."""
    try:
        with tarfile.open(backup) as tar:
            source = tar.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.load(source) if source else {}
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise BackupFailed(f"{backup} is not a whole backup of Linli. Was it copied to its end?") from error
    if manifest.get("format") != FORMAT:
        raise BackupFailed(f"{backup} was written by a program that this one does not know.")
    return manifest


def unpack(backup: Path, folder: Path, manifest: dict[str, Any], progress: Progress) -> None:
    """Unpack into `folder` and check every digest; nothing outside `folder` is written."""
    left = dict(manifest["contents"])
    with tarfile.open(backup) as tar:
        for member in tar:
            if member.name == MANIFEST:
                continue
            source = tar.extractfile(member) if member.isreg() else None
            path = (folder / member.name).resolve()
            if source is None or member.name not in left or not path.is_relative_to(folder.resolve()):
                raise BackupFailed(f"The backup holds {member.name}, which its manifest does not know.")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as out:
                if _copy(source, out, progress) != left.pop(member.name):
                    raise BackupFailed(f"{member.name} is damaged in this backup. Use another one.")
    if left:
        raise BackupFailed(f"The backup lacks {next(iter(left))}. Use another one.")


def put_files(folder: Path) -> None:
    """Move the unpacked files to their place."""
    source = folder / FILES
    if source.is_dir():
        shutil.copytree(source, settings.FILES_ROOT, dirs_exist_ok=True)


def _add(tar: tarfile.TarFile, name: str, path: Path, manifest: dict[str, Any], progress: Progress) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as source:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
        tar.addfile(info, _Digesting(source, digest, progress))
    manifest["contents"][name] = digest.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes, manifest: dict[str, Any]) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))
    manifest["contents"][name] = hashlib.sha256(content).hexdigest()


class _Digesting:
    """A source that digests what passes, so that each file is read once."""

    def __init__(self, source: IO[bytes], digest: Any, progress: Progress) -> None:
        self.source, self.digest, self.progress = source, digest, progress

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        self.progress(len(piece))
        return piece


def _copy(source: IO[bytes], out: IO[bytes], progress: Progress) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        out.write(piece)
        progress(len(piece))
    return digest.hexdigest()
