"""What a PDF would do by itself: told from its objects, however their names are written and wherever they are packed."""

import re
import zlib
from collections.abc import Iterator

# ISO 32000-1, 12.6.4 (actions), 7.11.4 (embedded files), 13 (multimedia), 12.7.8 (XFA)
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA|GoToE)(?![A-Za-z0-9])"
)
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm")
DICTIONARY = 2048  # bytes before a stream in which its dictionary stands
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_UNPACKED = 64 * 1024 * 1024


def has_programs(data: bytes) -> bool:
    """Tell whether the PDF holds programs, files, or what sends or starts something; also where that cannot be told."""
    try:
        return any(ACTIVE.search(_plain(part)) for part in _objects(data))
    except zlib.error:
        return True


def _objects(data: bytes) -> Iterator[bytes]:
    """Yield what stands outside of streams, and the objects that are packed in streams. Raises zlib.error."""
    at = left = 0
    for stream in STREAM.finditer(data):
        yield data[at : stream.start()]
        if PACKED_OBJECTS.search(_plain(data[max(at, stream.start() - DICTIONARY) : stream.start()])):
            unpacked = zlib.decompressobj().decompress(stream[1], MOST_UNPACKED - left + 1)
            left += len(unpacked)
            if left > MOST_UNPACKED:
                raise zlib.error
            yield unpacked
        at = stream.end()
    yield data[at:]


def _plain(part: bytes) -> bytes:
    """Return the bytes with the names written out: `/J#61va` is `/Java`."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
