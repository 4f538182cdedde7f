"""Pictures and things that pretend to be pictures, made here; no byte comes from elsewhere."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image, PngImagePlugin

HEIC = Path(__file__).with_name("gradient.heic").read_bytes()


def gradient(width=640, height=480, mode="RGB"):
    line = Image.linear_gradient("L").resize((width, height))
    image = Image.merge(
        "RGB", (line, line.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", line.size, 90))
    )
    return image.convert(mode)


def encoded(image, form="JPEG", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photo(width=640, height=480, *, orientation=1):
    """A JPEG as telephones make them: with camera, position, orientation and a comment."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Telephone 9", orientation
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (30.0, 15.0, 0.0), "E", (120.0, 9.0, 0.0)
    return encoded(gradient(width, height), exif=exif.tobytes(), comment=b"secret comment")


def png_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_bomb(width, height):
    """A PNG of a few hundred bytes that declares a vast picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    )


def png_text_bomb():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "x" * 8_000_000, zip=True)
    return encoded(gradient(32, 32), "PNG", pnginfo=info)


def png_profile_bomb():
    return encoded(gradient(32, 32), "PNG", icc_profile=b"\0" * 30_000_000)


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("inside.txt", "hidden")
    return out.getvalue()


def scans_bomb():
    """A progressive JPEG that repeats one of its scans a thousand times."""
    whole = encoded(gradient(), progressive=True)
    last = whole.rfind(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 1000 + b"\xff\xd9"


def gif_claiming(width, height):
    body = bytearray(encoded(gradient(16, 16), "GIF"))
    body[6:10] = struct.pack("<HH", width, height)
    return bytes(body)


def pdf(body=b""):
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n" + body + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def packed_pdf(objects):
    """A PDF whose objects are packed, as in most of today."""
    head = b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
    return pdf(head + zlib.compress(objects) + b"\nendstream")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"

REFUSED = {
    "nothing at all": (b"", "empty"),
    "one byte": (b"\xff", "kind"),
    "html named jpg": (HTML, "markup"),
    "html after a byte order mark": (b"\xef\xbb\xbf" + HTML, "markup"),
    "svg with a script": (SVG, "markup"),
    "svg after blank lines": (b"\n\n  " + SVG, "markup"),
    "pdf": (pdf(), "document"),
    "archive": (archive(), "kind"),
    "program": (b"MZ\x90\0" + b"\0" * 200, "kind"),
    "elf program": (b"\x7fELF" + b"\0" * 200, "kind"),
    "plain text": ("您好".encode(), "kind"),
    "bmp": (encoded(gradient(8, 8), "BMP"), "kind"),
    "tiff": (encoded(gradient(8, 8), "TIFF"), "kind"),
    "video": (b"\0\0\0\x18ftypmp42" + b"\0" * 100, "video"),
    "webm": (b"\x1a\x45\xdf\xa3" + b"\0" * 100, "video"),
    "only the first bytes of a jpeg": (b"\xff\xd8\xff\xe0", "broken"),
    "a jpeg cut in half": (photo()[: len(photo()) // 2], "broken"),
    "a png cut in half": (encoded(gradient(), "PNG")[:1500], "broken"),
    "a webp cut in half": (encoded(gradient(), "WEBP")[:1500], "broken"),
    "a gif cut in half": (encoded(gradient(), "GIF")[:1500], "broken"),
    "a heic cut in half": (HEIC[:500], "broken"),
    "a heic with nothing inside": (HEIC[:24] + b"\0" * 400, "broken"),
    "a webp with nothing inside": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 16, "broken"),
    "a png whose checksum is wrong": (encoded(gradient(), "PNG")[:-20] + b"\0" * 20, "broken"),
    "jpeg and archive": (photo() + archive(), "disguise"),
    "gif and archive": (encoded(gradient(), "GIF") + archive(), "disguise"),
    "jpeg with a page inside": (photo() + HTML, "disguise"),
    "jpeg with a page in its comment": (encoded(gradient(), comment=HTML), "disguise"),
    "jpeg with php inside": (photo() + b"<?php system($_GET[0]);", "disguise"),
    "jpeg and pdf": (photo() + pdf(), "disguise"),
    "gif and javascript": (b"GIF89a/*" + encoded(gradient(), "GIF")[8:] + b"*/=1;alert(1)", "disguise"),
    "png bomb of 50,000 by 50,000": (png_bomb(50_000, 50_000), "pixels"),
    "png bomb of 65,535 by 500": (png_bomb(65_535, 500), "pixels"),
    "gif bomb": (gif_claiming(65_535, 65_535), "pixels"),
    "scans bomb": (scans_bomb(), "pixels"),
    "text bomb": (png_text_bomb(), "broken"),
    "profile bomb": (png_profile_bomb(), "broken"),
}
