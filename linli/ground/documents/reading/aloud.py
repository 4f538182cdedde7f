"""A document as plain lines: to read on a telephone, or to have it read out."""

from collections.abc import Iterator

from linli.ground.documents.blocks import (
    Attachments,
    Block,
    Foot,
    Head,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
    Title,
)


def lines_of(paper: Paper) -> tuple[str, ...]:
    """Return what the document says, line by line, a row of a table in one line."""
    return tuple(line for block in paper.blocks for line in _lines(block) if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(lines, number):
            yield from (*lines, number)
        case Head(text, number):
            yield from (text, number)
        case Paragraph(text, lead):
            yield lead + text
        case Table(_widths, rows):
            for row in rows:
                yield "　".join(" ".join(line for line in cell.lines if line) for cell in row).strip()
        case Attachments(names):
            yield from (f"附件：{name}" for name in names)
        case Signature(lines, date):
            yield from (*lines, date)
        case Note(text):
            yield f"（{text}）"
        case Foot(lines):
            yield from lines
