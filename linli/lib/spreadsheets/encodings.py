"""Tell how a text file is encoded, as files from Chinese offices are: UTF-8, UTF-16 with mark, or GB18030."""

import codecs
from typing import BinaryIO

CHUNK = 1 << 20
SAMPLE = 4 * CHUNK


def encoding_of(stream: BinaryIO) -> str:
    """Return the codec that reads `stream` with the fewest broken characters; UTF-8 before GB18030."""
    stream.seek(0)
    head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if _reads(stream, "utf-8"):
        return "utf-8"
    if _reads(stream, "gb18030"):
        return "gb18030"
    stream.seek(0)
    sample = stream.read(SAMPLE)
    return min(("utf-8", "gb18030"), key=lambda codec: sample.decode(codec, "replace").count("\ufffd"))


def _reads(stream: BinaryIO, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    stream.seek(0)
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
