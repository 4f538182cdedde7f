"""The lines of a template: paragraphs, tables drawn with bars, empty lines, page breaks.

一、请求事项                 a heading of the first level; （一） 1. （1） are those below it
{request}                   a paragraph
|---|------|                widths of the columns, relative
| 姓名 | {name} | < |        a row; "<" lets the cell before it run on
| {people.name} | … |       a row for each of a list
[空3行]  [换页]              three empty lines; a new page
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.ground.documents.reading.naming import Wrong

SPACE = re.compile(r"\[空(\d{1,2})行\]")
BREAK = "[换页]"
WIDTHS = re.compile(r"\|?\s*-+\s*(\|\s*-+\s*)*\|?")
LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    (3, re.compile(r"\d{1,2}[.．]")),
    (4, re.compile(r"（\d{1,2}）")),
)
MOST_LINES = 40


@dataclass(frozen=True)
class TextLine:
    """A paragraph as written, with its level."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class SpaceLine:
    lines: int


@dataclass(frozen=True)
class BreakLine:
    pass


@dataclass(frozen=True)
class TableLines:
    """The rows of a table as written; `widths` empty: all columns alike."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    header: bool


Part = TextLine | SpaceLine | BreakLine | TableLines


def parts_of(text: str) -> Iterator[Part]:
    """Yield what the lines of a template mean, in order. Raises Wrong."""
    bars: list[str] = []
    for line in (*(each.strip() for each in text.split("\n")), ""):
        if line.startswith("|"):
            bars.append(line)
            continue
        if bars:
            yield _table(bars)
            bars = []
        if line:
            yield _line(line)


def _line(line: str) -> Part:
    if line == BREAK:
        return BreakLine()
    if space := SPACE.fullmatch(line):
        return SpaceLine(min(int(space[1]), MOST_LINES))
    level = next((level for level, pattern in LEVELS if pattern.match(line)), 0)
    return TextLine(line, level)


def _table(bars: list[str]) -> TableLines:
    widths: tuple[int, ...] = ()
    header = False
    rows: list[tuple[str, ...]] = []
    for line in bars:
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if WIDTHS.fullmatch(line):
            widths, header = tuple(len(cell) for cell in cells), len(rows) == 1
        else:
            rows.append(cells)
    count = len(widths) or max((len(row) for row in rows), default=0)
    for row in rows:
        if len(row) != count or row[0] == "<":
            raise Wrong(
                _("表格的这一行有%(n)s格，应该有%(count)s格：%(row)s")
                % {"n": len(row), "count": count, "row": " | ".join(row)[:40]}
            )
    if not rows:
        raise Wrong(_("表格里一行也没有。"))
    return TableLines(widths or (1,) * count, tuple(rows), header)


def check_tables(text: str) -> None:
    """Raise Wrong where a table cannot be drawn."""
    for _part in parts_of(text):
        pass
