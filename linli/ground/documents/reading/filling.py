"""Put the fields into the texts: the tree of blocks that is drawn.

A field stands for itself: what a person wrote is never read as a heading, a table or a field. A line whose fields are all
empty is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from linli.ground.documents.blocks import (
    Attachments,
    Block,
    Cell,
    Foot,
    Head,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Proof,
    Signature,
    Space,
    Table,
    Title,
)
from linli.ground.documents.plain import lines_of, tidy
from linli.ground.documents.reading.naming import BRACED, Named
from linli.ground.documents.reading.parsing import (
    BreakLine,
    Part,
    SpaceLine,
    TableLines,
    TextLine,
    parts_of,
)
from linli.ground.documents.reading.template import Template

Row = Mapping[str, str]
Value = str | Sequence[str] | Sequence[Row]
HEADING_ENDS = "。：；"


class FieldsMissing(ValueError):
    """Some fields that the document cannot do without are empty, or are none of its own; `errors` has a sentence each."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Frame:
    """What the document gets besides its fields: number, who signs, the day, how to check it, and a mark across it."""

    number: str
    unit: str
    on: date
    proof: Proof | None = None
    mark: str = ""


def in_words(on: date) -> str:
    """Return a day as official papers write it: full year, no leading zero."""
    return f"{on.year}年{on.month}月{on.day}日"


def check_fields(template: Template, fields: Mapping[str, Value]) -> None:
    """Raise FieldsMissing where a field is unknown to the template, or needed and empty."""
    errors = {
        name: _("模板“%(name)s”里没有“%(field)s”这个字段。") % {"name": template.name, "field": name}
        for name in fields.keys() - template.fields.keys()
    }
    for name, each in template.fields.items():
        if not each.optional and each.columns is None and not _flat(fields.get(name, "")):
            errors[name] = _("“%(label)s”还空着。") % {"label": each.label}
    if errors:
        raise FieldsMissing(errors)


def filled(template: Template, fields: Mapping[str, Value], frame: Frame) -> Paper:
    """Return the document with its fields. Raises FieldsMissing."""
    check_fields(template, fields)
    filler = _Filler(template, fields, frame)
    return Paper(
        name=template.name.zh,
        form=template.form,
        blocks=tuple(filler.blocks()),
        proof=frame.proof,
        mark=frame.mark,
    )


def _flat(value: Value) -> str:
    if isinstance(value, str):
        return tidy(value).strip()
    return "\n".join(tidy(one).strip() for one in value if isinstance(one, str))


class _Filler:
    """The texts of one template with the fields of one document."""

    def __init__(self, template: Template, fields: Mapping[str, Value], frame: Frame) -> None:
        self.template, self.frame = template, frame
        self.named: Named = template.named()
        day = in_words(frame.on) if template.dated else ""
        built_in = {"number": frame.number, "unit": frame.unit, "date": day}
        self.values = {name: _flat(fields.get(name, "")) for name in template.fields} | {
            name: tidy(value) for name, value in built_in.items()
        }
        self.rows: dict[str, list[Row]] = {
            name: [row for row in fields.get(name, ()) if isinstance(row, Mapping)]
            for name, each in template.fields.items()
            if each.columns is not None
        }
        self.day = day

    def blocks(self) -> Iterator[Block]:
        texts = self.template.texts
        number = self.frame.number if self.template.numbered else ""
        if "head" in texts:
            yield Head(" ".join(self.lines(texts["head"])), number)
            number = ""
        yield Title(tuple(self.lines(texts["title"])), number)
        for line in self.lines(texts.get("addressee", "")):
            yield Paragraph(line, flush=True)
        for part in parts_of(texts["body"]):
            yield from self.part(part)
        if names := self.lines(texts.get("attachments", "")):
            yield Attachments(tuple(names))
        if signed := self.lines(texts.get("sign", "")):
            yield Signature(tuple(signed), self.day)
        for line in self.lines(texts.get("notes", "")):
            yield Note(line)
        if copies := self.lines(texts.get("copies", "")):
            yield Foot(tuple(copies))

    def part(self, part: Part) -> Iterator[Block]:
        match part:
            case SpaceLine(lines):
                yield Space(lines)
            case BreakLine():
                yield PageBreak()
            case TableLines():
                yield self.table(part)
            case TextLine(text, level):
                yield from self.paragraphs(text, level)

    def paragraphs(self, text: str, level: int) -> Iterator[Block]:
        """Yield a paragraph for each line; only what the template itself says can be a heading."""
        lead, rest = _split(text) if level else ("", text)
        leads, rests = self.lines(lead), self.lines(rest)
        if lead and not leads:
            return
        if not level:
            yield from (Paragraph(line) for line in rests)
            return
        yield Paragraph(rests[0] if rests else "", lead=" ".join(leads), level=level)
        yield from (Paragraph(line) for line in rests[1:])

    def table(self, part: TableLines) -> Table:
        rows = tuple(row for written in part.rows for row in self.table_rows(written))
        return Table(part.widths, rows, part.header)

    def table_rows(self, written: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
        listed = {
            self.named.find(said)[0] for cell in written for said in BRACED.findall(cell)
        } & self.rows.keys()
        for row in self.rows[min(listed)] if listed else ({},):
            yield tuple(self.cells(written, row))

    def cells(self, written: tuple[str, ...], row: Row) -> Iterator[Cell]:
        place = 0
        while place < len(written):
            span = 1
            while place + span < len(written) and written[place + span] == "<":
                span += 1
            text = written[place]
            yield Cell(tuple(self.cell_lines(text, row)), span, bool(text) and not BRACED.search(text))
            place += span

    def cell_lines(self, text: str, row: Row) -> Iterator[str]:
        """Yield the lines of a cell; [空3行] within it leaves room for writing by hand."""
        for piece in text.replace("[空", "\n[空").replace("行]", "行]\n").split("\n"):
            found = next(parts_of(piece), None)
            if isinstance(found, SpaceLine):
                yield from [""] * found.lines
            elif piece.strip():
                yield from self.put(piece.strip(), row).split("\n")

    def lines(self, text: str) -> list[str]:
        """Return the lines of a text with its fields; a line whose fields are all empty is left out."""
        found: list[str] = []
        for line in text.split("\n"):
            named = [self.named.find(said)[0] for said in BRACED.findall(line)]
            if named and not any(self.values.get(name) for name in named):
                continue
            found += lines_of(self.put(line))
        return found

    def put(self, text: str, row: Row | None = None) -> str:
        """Return the text with its fields; what stands in a field is not looked into."""

        def value(said: str) -> str:
            name, column = self.named.find(said)
            return tidy(str((row or {}).get(column, ""))).strip() if column else self.values[name]

        pieces = BRACED.split(text)
        return "".join(value(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def _split(text: str) -> tuple[str, str]:
    """Split a heading from the sentence that goes on in its line."""
    outside = BRACED.sub(lambda found: "\0" * len(found[0]), text)
    ends = [place for mark in HEADING_ENDS if (place := outside.find(mark)) >= 0]
    end = min(ends) + 1 if ends else len(text)
    return text[:end], text[end:]
