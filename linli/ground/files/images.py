"""Pictures, made anew: upright, at most so large, and without anything but their pixels.

Time and memory are bounded before the first pixel is decoded: by bytes, by declared pixels, by the scans of a progressive
JPEG; and one picture at a time is decoded in a process.
"""

import io
import struct
import threading
import warnings
from dataclasses import dataclass

import pi_heif
from django.utils.translation import gettext as _
from PIL import Image

from linli.ground.files import kinds
from linli.ground.files.limits import FileLimits
from linli.ground.files.refused import FileRefused

pi_heif.register_heif_opener()

STRIP = 256
_one_at_a_time = threading.Lock()
# What the decoders raise on broken input; anything else is an error of ours and should be seen.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored: its bytes, media type and size in pixels, and its thumbnail (always JPEG)."""

    data: bytes
    kind: str
    width: int
    height: int
    thumbnail: bytes


def remake(data: bytes, limits: FileLimits) -> Picture:
    """Return `data` decoded and encoded anew. Raises FileRefused for what is broken, too large or not a picture."""
    form = kinds.image_format(data)
    kinds.refuse_disguise(data)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _verify(data, form, limits)
            image = _decode(data, form, limits)
        except (MemoryError, Image.DecompressionBombError) as error:
            raise _too_many_pixels() from error
        except BROKEN as error:
            raise FileRefused(
                _("这张照片不完整或已损坏，打不开。请重新选择，或者重新拍一张。"), "broken"
            ) from error
        return _encode(image, limits)


def _verify(data: bytes, form: str, limits: FileLimits) -> None:
    with Image.open(io.BytesIO(data), formats=[form]) as image:
        width, height = image.size
        progressive = bool(image.info.get("progressive") or image.info.get("progression"))
        image.verify()
    allowed = limits.pixels_webp if form == kinds.WEBP else limits.pixels
    if form == kinds.JPEG and not progressive:
        allowed = limits.pixels_scaled
    if width * height > allowed:
        raise _too_many_pixels()
    # Each scan of a progressive JPEG costs a pass over all pixels and may be a few bytes long.
    if form == kinds.JPEG and data.count(b"\xff\xda") > limits.scans:
        raise _too_many_pixels()


def _too_many_pixels() -> FileRefused:
    return FileRefused(_("这张照片的像素太多，打不开。请把相机的分辨率调小，或者截一张图再传。"), "pixels")


def _decode(data: bytes, form: str, limits: FileLimits) -> Image.Image:
    image: Image.Image = Image.open(io.BytesIO(data), formats=[form])
    scale = min(1.0, limits.edge / max(image.size))
    box = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    image.draft("RGB", box)
    image.load()
    turn = _orientation(image)
    plain = _plain(image, factor=max(1, max(image.size) // limits.edge))
    plain.thumbnail((limits.edge, limits.edge), Image.Resampling.LANCZOS)
    return plain if turn is None else plain.transpose(turn)


def _orientation(image: Image.Image) -> Image.Transpose | None:
    """Return the turn that EXIF asks for; a broken EXIF asks for none."""
    try:
        tag = image.getexif().get(0x0112, 1)
    except BROKEN:
        return None
    turns = Image.Transpose
    return {
        2: turns.FLIP_LEFT_RIGHT,
        3: turns.ROTATE_180,
        4: turns.FLIP_TOP_BOTTOM,
        5: turns.TRANSPOSE,
        6: turns.ROTATE_270,
        7: turns.TRANSVERSE,
        8: turns.ROTATE_90,
    }.get(tag)


def _plain(image: Image.Image, *, factor: int) -> Image.Image:
    """Return the picture as RGB, or RGBA where something shows through, made smaller by a whole factor.

    It is turned strip by strip, so that a second copy of a large picture never exists.
    """
    mode = "RGBA" if image.has_transparency_data else "RGB"
    width, height = image.size
    plain = Image.new(mode, (-(-width // factor), -(-height // factor)))
    tall = factor * STRIP
    for top in range(0, height, tall):
        strip = image.crop((0, top, width, min(top + tall, height)))
        if strip.mode.startswith("I"):
            strip = strip.point(lambda value: value / 256).convert("L")
        plain.paste(strip.convert(mode).reduce(factor), (0, top // factor))
    return plain


def _encode(image: Image.Image, limits: FileLimits) -> Picture:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    transparent = bare.mode == "RGBA" and bare.getchannel("A").histogram()[255] < bare.width * bare.height
    if not transparent:
        bare = bare.convert("RGB")
    out = io.BytesIO()
    if transparent:
        bare.save(out, "PNG", optimize=False)
    else:
        bare.save(out, "JPEG", quality=limits.quality)
    kind = "image/png" if transparent else "image/jpeg"
    return Picture(out.getvalue(), kind, *bare.size, _thumbnail(bare, limits))


def _thumbnail(image: Image.Image, limits: FileLimits) -> bytes:
    small = image.copy()
    small.thumbnail((limits.thumbnail_edge, limits.thumbnail_edge), Image.Resampling.BICUBIC)
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    out = io.BytesIO()
    small.save(out, "JPEG", quality=75)
    return out.getvalue()
