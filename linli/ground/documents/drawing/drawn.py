from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.ground.documents.drawing import typesetting
from linli.ground.documents.reading.aloud import lines_of
from linli.ground.documents.reading.filling import Frame, Value, filled
from linli.ground.documents.reading.template import Template


@dataclass(frozen=True)
class Drawn:
    """A document as bytes. `is_archival`: the PDF keeps PDF/A-2b, which it cannot where no font has one of its signs."""

    pdf: bytes
    docx: bytes
    is_archival: bool


def drawn(template: Template, fields: Mapping[str, Value], frame: Frame, *, now: datetime) -> Drawn:
    """Return the document with its fields as PDF and as Word file. Raises FieldsMissing."""
    # Its library is slow to load, and most processes draw nothing.
    from linli.ground.documents.drawing import word

    paper = filled(template, fields, frame)
    pdf, is_archival = typesetting.typeset(paper, now=now)
    return Drawn(pdf, word.written(paper, now=now), is_archival)


def drawn_pdf(template: Template, fields: Mapping[str, Value], frame: Frame, *, now: datetime) -> bytes:
    """Return the PDF alone, for a look at it."""
    return typesetting.typeset(filled(template, fields, frame), now=now)[0]


@dataclass(frozen=True)
class Look:
    """A look at a document that is not issued: its pages as pictures (PNG), and what it says, line by line."""

    pages: tuple[bytes, ...]
    lines: tuple[str, ...]


def looked_at(template: Template, fields: Mapping[str, Value], frame: Frame, *, now: datetime) -> Look:
    """Return how the document would look. Raises FieldsMissing."""
    paper = filled(template, fields, frame)
    return Look(typesetting.pictured(paper, now=now), lines_of(paper))
