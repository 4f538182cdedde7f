"""What a file is, told from its first bytes alone. The name and the claimed type are never believed."""

import io
import zipfile

from django.utils.translation import gettext as _

from linli.ground.files import papers
from linli.ground.files.refused import FileRefused

JPEG, PNG, WEBP, GIF, HEIC = "JPEG", "PNG", "WEBP", "GIF", "HEIF"
PDF_KIND = "application/pdf"
SEALED_KIND = "application/octet-stream"

HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")
HIDDEN_PROGRAMS = (b"<script", b"<!doctype html", b"<?php", b"%pdf-1.")
DISGUISES = (b"GIF87a/*", b"GIF89a/*", b"\xff\xd8\xff\xe0/*", b"\xff\xd8\xff\xfe/*")


def image_format(data: bytes) -> str:
    """Return the one Pillow format that may decode `data`. Raises FileRefused."""
    head = data[:32]
    if not data:
        raise FileRefused(_("这个文件是空的，可能没有传完。请重新选择照片。"), "empty")
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return GIF
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return HEIC
    raise _not_a_photo(head)


def _not_a_photo(head: bytes) -> FileRefused:
    if head[4:8] == b"ftyp" or head.startswith(b"\x1a\x45\xdf\xa3"):
        return FileRefused(_("这是视频，这里只收照片。请改选照片，或者截一张图。"), "video")
    if head.startswith(b"%PDF-"):
        return FileRefused(_("这是PDF文件，不是照片。请改选照片。"), "document")
    if head.lstrip().startswith(MARKUP):
        return FileRefused(_("这是网页或绘图文件，不是照片。请改选照片。"), "markup")
    return FileRefused(_("这不是照片。可以选JPEG、PNG、WebP、GIF或HEIC格式的照片。"), "kind")


def refuse_disguise(data: bytes) -> None:
    """Refuse a picture that is something else at the same time: an archive, a web page, a script.

    Re-encoding would strip it anyway; who sends one is told, and nothing of it is kept.
    """
    lowered = data.lower()
    programs = any(program in lowered for program in HIDDEN_PROGRAMS)
    if programs or data.startswith(DISGUISES) or zipfile.is_zipfile(io.BytesIO(data)):
        raise FileRefused(_("照片里夹带了别的内容，为了安全没有保存。请用手机重新拍一张。"), "disguise")


def check_document(data: bytes) -> None:
    """Accept only a whole PDF without programs or files inside. Raises FileRefused."""
    if not data:
        raise FileRefused(_("这个文件是空的，可能没有传完。请重新选择文件。"), "empty")
    if not data.startswith(b"%PDF-"):
        raise FileRefused(_("这里只收PDF文件。其他文件请先另存为PDF，照片请放到照片一栏。"), "kind")
    if b"%%EOF" not in data[-2048:]:
        raise FileRefused(_("这个PDF不完整，可能没有传完。请重新选择文件。"), "truncated")
    if papers.has_programs(data) or b"<script" in data.lower() or zipfile.is_zipfile(io.BytesIO(data)):
        raise FileRefused(_("这个PDF里带有程序或附件，为了安全没有保存。请打印成新的PDF再传。"), "disguise")
