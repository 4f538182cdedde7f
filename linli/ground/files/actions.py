"""Taking a file in, and throwing away what nothing refers to."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol
from uuid import UUID

import structlog
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from linli.ground.files import disk, images, kinds, limits, scanning
from linli.ground.files.models import StoredFile
from linli.ground.files.refused import FileRefused

log = structlog.get_logger(__name__)

__all__ = [
    "FileRefused",
    "Upload",
    "discard_now",
    "discard_unused",
    "store_document",
    "store_image",
    "store_sealed",
]


class Upload(Protocol):
    """Anything that can be read: a form's file, an open file, bytes in memory. `size` is asked for where it is known."""

    def read(self, size: int = ..., /) -> bytes: ...


def store_image(upload: Upload, *, now: datetime) -> StoredFile:
    """Keep a picture, remade from its pixels alone, and its thumbnail. Raises FileRefused."""
    allowed = limits.current()
    data = _read(upload, allowed.image_bytes)
    picture = images.remake(data, allowed)
    digest = _put(picture.data, thumbnail=picture.thumbnail)
    size = {"width": picture.width, "height": picture.height}
    return _row(digest, kind=picture.kind, size=len(picture.data), now=now, **size)


def store_document(upload: Upload, *, now: datetime) -> StoredFile:
    """Keep a PDF as it is. Raises FileRefused."""
    data = _read(upload, limits.current().document_bytes)
    kinds.check_document(data)
    return _row(_put(data), kind=kinds.PDF_KIND, size=len(data), now=now)


def store_sealed(data: bytes, *, now: datetime) -> StoredFile:
    """Keep bytes that their room has encrypted; here nobody can tell what they are."""
    return _row(disk.put(data), kind=kinds.SEALED_KIND, size=len(data), now=now)


def _put(data: bytes, *, thumbnail: bytes = b"") -> str:
    """Put the file on the disk. A disk that takes none is no reason to lose what was written beside it: raises FileRefused."""
    try:
        return disk.put(data, thumbnail=thumbnail)
    except OSError as error:
        log.error("files.not_kept", exc_info=error)
        sentence = _("现在存不下照片和文件，我们会尽快处理。请先不带它提交，文字照样能交。")
        raise FileRefused(sentence, "disk") from error


def _read(upload: Upload, allowed: int) -> bytes:
    """Return the bytes, having read at most one more than allowed."""
    claimed = getattr(upload, "size", None)
    if isinstance(claimed, int) and claimed > allowed:
        raise _too_large(allowed)
    if hasattr(upload, "seek"):
        upload.seek(0)
    data = upload.read(allowed + 1)
    if len(data) > allowed:
        raise _too_large(allowed)
    scanning.scan(data)
    return data


def _too_large(allowed: int) -> FileRefused:
    size = {"size": allowed // limits.MEGABYTE}
    return FileRefused(_("这个文件超过%(size)s兆，太大了。请选小一点的，或者截一张图再传。") % size, "size")


def _row(digest: str, *, kind: str, size: int, now: datetime, **pixels: int) -> StoredFile:
    values = {"kind": kind, "size": size, "stored_at": now, **pixels}
    stored, is_new = StoredFile.objects.get_or_create(digest=digest, defaults=values)
    if not is_new:
        # Young again: see `discard_unused`.
        StoredFile.objects.filter(pk=stored.pk).update(stored_at=now)
        stored.stored_at = now
    return stored


def discard_unused(
    *,
    now: datetime,
    older_than: timedelta = timedelta(days=2),
    progress: Callable[[Path], None] | None = None,
) -> int:
    """Forget rows that nothing refers to and delete files without a row, if older than that. Return how many files went.

    Safe beside writers: a writer of the same bytes makes row and file young before it relies on them.
    """
    before = now - older_than
    for pk in _unreferenced().filter(stored_at__lt=before).values_list("pk", flat=True):
        with transaction.atomic():
            _unreferenced().select_for_update().filter(pk=pk, stored_at__lt=before).delete()
    gone = 0
    for path in disk.old_files(before=before.timestamp()):
        gone += _discard(path, before.timestamp())
        if progress:
            progress(path)
    return gone


def discard_now(held: Mapping[UUID, datetime]) -> None:
    """Delete files that were held since these moments and that nothing refers to any more, rows now and bytes on commit.

    In the caller's transaction. What somebody has put in again since may stand in an unsent draft: it is left to
    `discard_unused`.
    """
    for pk, since in held.items():
        stored = _unreferenced().select_for_update().filter(pk=pk, stored_at__lte=since).first()
        if stored is not None:
            digest = stored.digest
            stored.delete()
            transaction.on_commit(partial(_discard_both, digest))


def _discard_both(digest: str) -> None:
    if not StoredFile.objects.filter(digest=digest).exists():
        for suffix in ("", disk.THUMBNAIL):
            disk.path_of(digest, suffix).unlink(missing_ok=True)


def _unreferenced() -> models.QuerySet[StoredFile]:
    rows = StoredFile.objects.all()
    for relation in references():
        referring = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(referring))
    return rows


def references() -> list[models.ForeignObjectRel]:
    """Return every foreign key to a stored file, of whatever room."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    return [
        field for field in fields if isinstance(field, models.ForeignObjectRel) and not field.many_to_many
    ]


def _discard(path: Path, before: float) -> bool:
    name = path.name
    if name.startswith(disk.UNFINISHED):
        path.unlink(missing_ok=True)
        return True
    if name.startswith(disk.ASIDE):  # left by a cleaner that was interrupted; judged again next time
        disk.put_back(path)
        return False
    digest = name.removesuffix(disk.THUMBNAIL)
    if StoredFile.objects.filter(digest=digest).exists():
        return False
    aside = disk.set_aside(path)
    if aside.stat().st_mtime >= before:
        disk.put_back(aside)
        return False
    aside.unlink()
    return True
