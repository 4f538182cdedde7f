"""The Word file: the same blocks, in the faces that Word finds on the machines of Chinese offices."""

import io
import zipfile
from datetime import datetime

import segno
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from linli.ground.documents.blocks import (
    Attachments,
    Block,
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
from linli.ground.documents.drawing import wordparts
from linli.ground.documents.drawing.fonts import WORD

ROLES = ("fang", "hei", "kai", "fang", "fang")
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
FONT_TABLE = "word/fontTable.xml"
RED = RGBColor(0xC8, 0x10, 0x2E)


def written(paper: Paper, *, now: datetime) -> bytes:
    """Return the .docx. `now` is the only moment that it names."""
    writer = _Writer(paper)
    for block in paper.blocks:
        writer.put(block)
    if paper.proof and not writer.proved:
        writer.prove(paper.proof)
    wordparts.name(writer.document, paper.name, now=now)
    return _fixed(writer.document)


def _fixed(document: WordDocument) -> bytes:
    """Return the file with no trace of the clock of this machine."""
    loose, kept = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            data = wordparts.font_table() if item.filename == FONT_TABLE else source.read(item)
            target.writestr(entry, data)
    return kept.getvalue()


class _Writer:
    """One Word file in the making."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.proved = paper, False
        self.is_form = paper.form == "table"
        self.size = 12 if self.is_form else 16
        self.document: WordDocument = Document()
        wordparts.lay_out(self.document, size=self.size, pitch=20 if self.is_form else 28.95, mark=paper.mark)

    def line(
        self, text: str = "", *, role: str = "fang", size: float = 0, indent: float = 0
    ) -> WordParagraph:
        made = self.document.add_paragraph()
        made.paragraph_format.first_line_indent = Pt(indent * self.size) if indent else None
        if text:
            self.run(made, text, role=role, size=size)
        return made

    def run(self, line: WordParagraph, text: str, *, role: str = "fang", size: float = 0) -> None:
        run = line.add_run(text)
        wordparts.face(run, WORD[role], size=size or self.size)
        if not size and not self.is_form:
            wordparts.narrow(run)

    def put(self, block: Block) -> None:
        match block:
            case Title():
                self.title(block)
            case Head():
                self.head(block)
            case Paragraph():
                made = self.line(block.lead, role=ROLES[block.level], indent=0 if block.flush else 2)
                self.run(made, block.text)
            case Table():
                wordparts.table(self.document, block)
            case Space(lines):
                for _line in range(lines):
                    self.line()
            case PageBreak():
                self.line().add_run().add_break(WD_BREAK.PAGE)
            case Attachments():
                self.attachments(block)
            case Signature():
                self.signature(block)
            case Note(text):
                self.line(f"（{text}）", indent=2)
            case Foot():
                self.foot(block)

    def title(self, block: Title) -> None:
        for text in block.lines:
            made = self.line(text, role="title", size=18 if self.is_form else 22)
            made.alignment = CENTRE
            wordparts.loosen(made)
        if block.number:
            self.line(block.number).alignment = RIGHT if self.is_form else CENTRE
        self.line()

    def head(self, block: Head) -> None:
        made = self.line(block.text, role="title", size=36)
        made.alignment = CENTRE
        made.runs[0].font.color.rgb = RED
        wordparts.loosen(made)
        number = self.line(block.number)
        number.alignment = CENTRE
        wordparts.rule(number, "bottom", colour="C8102E")
        self.line()

    def attachments(self, block: Attachments) -> None:
        self.line()
        for place, name in enumerate(block.names):
            number = f"{place + 1}．" if len(block.names) > 1 else ""
            made = self.line(f"附件：{number}{name}" if place == 0 else f"{number}{name}")
            made.paragraph_format.left_indent = Pt(self.size * (2 if place == 0 else 5))

    def signature(self, block: Signature) -> None:
        self.line()
        if self.paper.proof is None:
            self.line()
        else:
            self.prove(self.paper.proof)
        inset = 4.0 if block.date else 2.0
        for text in (*block.lines, block.date):
            if text:
                made = self.line(text)
                made.alignment = RIGHT
                made.paragraph_format.keep_with_next = text != block.date
                own = inset - (len(text) - len(block.date)) / 2 if text != block.date else inset
                made.paragraph_format.right_indent = Pt(max(0.0, own) * self.size)

    def foot(self, block: Foot) -> None:
        self.line()
        for place, text in enumerate(block.lines):
            made = self.line(text, size=14)
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(14)
            wordparts.rule(made, "top")
            if place == len(block.lines) - 1:
                wordparts.rule(made, "bottom")

    def prove(self, proof: Proof) -> None:
        self.proved = True
        png = io.BytesIO()
        segno.make(proof.address, error="m", micro=False).save(png, kind="png", scale=4, border=0)
        made = self.document.add_paragraph()
        wordparts.loosen(made)
        run = made.add_run()
        run.add_picture(io.BytesIO(png.getvalue()), width=Mm(22))
        wordparts.describe(run, proof.address)
        self.line(f"扫码核对真伪 {proof.code}", role="hei", size=8)
