"""What python-docx has no word for: faces for Chinese, the grid of lines, page numbers outside, rules, tables."""

from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from linli.ground.documents.blocks import Cell, Table
from linli.ground.documents.drawing.fonts import WORD, WORD_INSTEAD

TWIPS = 20
NARROWER = -5  # twentieths of a point a character: 28 of them in 156 mm


def _element(tag: str, **values: str) -> Any:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _of(part: Any) -> Any:
    """Return the element of a run, a paragraph or a table: python-docx has no public name for all of them."""
    return part._element  # noqa: SLF001


def lay_out(document: Document, *, size: float, pitch: float, mark: str) -> None:
    """Set the sheet, the grid of lines, the face of the text, page numbers, and a mark in the head of each page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    sheet = document.element.body.sectPr
    for old in sheet.findall(qn("w:docGrid")):
        sheet.remove(old)
    sheet.append(_element("w:docGrid", type="lines", linePitch=str(round(pitch * TWIPS))))
    style = document.styles["Normal"]
    style.font.size = Pt(size)
    _fonts(style.element.get_or_add_rPr(), WORD["fang"])
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(pitch)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    if mark:
        for head in (section.header, section.even_page_header):
            head.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            face(head.paragraphs[0].add_run(mark), WORD["hei"], size=22)


def _page_number(line: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    line.alignment = side
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    for piece in ("— ", None, " —"):
        run = line.add_run(piece or "")
        face(run, WORD["song"], size=14)
        if piece is None:
            _of(run).append(_element("w:fldChar", fldCharType="begin"))
            instruction = _element("w:instrText")
            instruction.text = "PAGE"
            _of(run).append(instruction)
            _of(run).append(_element("w:fldChar", fldCharType="end"))


def name(document: Document, title: str, *, now: datetime) -> None:
    """Set what the file says of itself."""
    said = document.core_properties
    said.title, said.author, said.comments = title, "", ""
    said.created = said.modified = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    said.last_modified_by, said.revision, said.language = "", 1, "zh-CN"


def font_table() -> bytes:
    """Return the part that says which face stands in for one that a machine lacks."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    fonts = "".join(
        f'<w:font w:name="{wanted}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for wanted, instead in WORD_INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def face(run: Run, family: str, *, size: float) -> None:
    run.font.size = Pt(size)
    _fonts(_of(run).get_or_add_rPr(), family)


def _fonts(properties: Any, family: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), family)


def narrow(run: Run) -> None:
    """Set characters a little closer, so that 28 stand in a line."""
    properties = _of(run).get_or_add_rPr()
    spacing = _element("w:spacing", val=str(NARROWER))
    sized = properties.find(qn("w:sz"))
    if sized is None:
        properties.append(spacing)
    else:
        sized.addprevious(spacing)


def loosen(line: Paragraph) -> None:
    """Let a line be as high as what stands in it."""
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def rule(line: Paragraph, side: str, *, colour: str = "000000") -> None:
    """Draw a rule above or below a paragraph."""
    properties = _of(line).get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = _element("w:pBdr")
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    borders.append(_element(f"w:{side}", val="single", sz="8", space="1", color=colour))


def describe(run: Run, words: str) -> None:
    """Say what the picture in a run is to whoever does not see it."""
    for drawing in _of(run).iter(qn("wp:docPr")):
        drawing.set("descr", words)


def table(document: Document, block: Table) -> None:
    made = document.add_table(rows=0, cols=len(block.widths), style="Table Grid")
    made.autofit = False
    unit = 156 / sum(block.widths)
    for place, cells in enumerate(block.rows):
        row = made.add_row()
        if block.header and place == 0:
            _of(made).tr_lst[-1].get_or_add_trPr().append(_element("w:tblHeader"))
        at = 0
        for cell in cells:
            first, last = row.cells[at], row.cells[at + cell.span - 1]
            whole = first.merge(last) if cell.span > 1 else first
            whole.width = Mm(unit * sum(block.widths[at : at + cell.span]))
            whole.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _fill(whole, cell)
            at += cell.span


def _fill(target: Any, cell: Cell) -> None:
    for place, text in enumerate(cell.lines or ("",)):
        line = target.paragraphs[0] if place == 0 else target.add_paragraph()
        line.paragraph_format.line_spacing = Pt(18)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if cell.label else WD_ALIGN_PARAGRAPH.LEFT
        if text:
            face(line.add_run(text), WORD["fang"], size=12)
