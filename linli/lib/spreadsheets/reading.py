"""Read a CSV or XLSX file row by row, with the line that each row stands on.

What is wrong with the whole file raises Unreadable; what is wrong with one row is kept in `Table.bad` and the
others are read on. CSV may be UTF-8 (with or without mark), UTF-16 with mark or GB18030; the separator is found
in the header.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

from linli.lib.spreadsheets.encodings import encoding_of
from linli.lib.spreadsheets.writing import meant

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 400

Lines = Iterator[tuple[int, list[str]]]

# What is wrong with a whole file, as sentences for people; doors pass them through gettext.
SENTENCES = {
    "empty": "文件是空的。请选择有内容的表格。",
    "too_large": "文件太大。请拆成几个文件分别导入。",
    "too_many_rows": "表格行数太多。请拆成几个文件分别导入。",
    "old_excel": "这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV 再导入。",
    "not_a_table": "这个文件不是 CSV 或 XLSX 表格，或者已经损坏。",
    "no_header": "第一行没有列名。请在第一行写上各列的名称。",
    "missing_column": "缺少必需的列。",
}
# What is wrong with one row.
TOO_WIDE = "这一行的列数比表头多。"
GARBLED = "这一行有无法识别的字符（编码错误）。"


class Unreadable(ValueError):
    """The file as a whole cannot be read: `reason` is a key of SENTENCES, `columns` what is missing."""

    def __init__(self, reason: str, *, columns: Iterable[str] = ()) -> None:
        self.reason = reason
        self.columns = tuple(columns)
        self.sentence = SENTENCES[reason]
        super().__init__(self.sentence + "、".join(self.columns))


@dataclass(frozen=True)
class Row:
    """One row: `line` counts from 1 as an editor does; `cells` maps column names to trimmed text."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the text under `column`, "" where the file has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class BadRow:
    """A row that was not taken, and why, as a sentence for people."""

    line: int
    reason: str


@dataclass
class Table:
    """An open table. Iterate once; `bad` fills while you do."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    bad: list[BadRow] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return self.rows


@contextmanager
def open_table(
    source: Path | bytes,
    *,
    names: Mapping[str, Iterable[str]] | None = None,
    required: Iterable[str] = (),
    sheet: str = "",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Iterator[Table]:
    """Open `source`, a path or the bytes of an upload, and yield its Table.

    `names` maps our column names to the headings they go by in files, e.g. {"code": ["代码", "单位代码"]}; a
    heading that equals our name always counts. Columns nobody named keep their heading. Raises Unreadable.
    """
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size == 0:
        raise Unreadable("empty")
    if size > max_bytes:
        raise Unreadable("too_large")
    with _open(source, max_bytes) as stream:
        kind = _kind(stream.read(8))
        stream.seek(0)
        lines = _xlsx_lines(stream, sheet) if kind == "xlsx" else _csv_lines(stream)
        yield _table(lines, names or {}, tuple(required), max_rows)


def _open(source: Path | bytes, max_bytes: int) -> BinaryIO:
    """Open the table itself; a file packed with gzip is unpacked, as far as `max_bytes` goes."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    stream = source.open("rb")
    if stream.read(2) != b"\x1f\x8b":
        stream.seek(0)
        return stream
    stream.close()
    with gzip.open(source) as packed:
        unpacked = packed.read(max_bytes + 1)
    if len(unpacked) > max_bytes:
        raise Unreadable("too_large")
    return io.BytesIO(unpacked)


def _kind(head: bytes) -> str:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel")
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc")):
        raise Unreadable("not_a_table")
    return "xlsx" if head.startswith(b"PK\x03\x04") else "csv"


def _table(
    lines: Lines,
    names: Mapping[str, Iterable[str]],
    required: tuple[str, ...],
    max_rows: int,
) -> Table:
    header = next((cells for _, cells in lines if any(cells)), None)
    if header is None:
        raise Unreadable("no_header")
    known = {heading.casefold(): ours for ours, headings in names.items() for heading in (ours, *headings)}
    columns = tuple(known.get(text.casefold(), text) for text in header)
    if missing := [column for column in required if column not in columns]:
        raise Unreadable("missing_column", columns=missing)
    table = Table(columns=columns, rows=iter(()))
    table.rows = _rows(lines, table, max_rows)
    return table


def _rows(lines: Lines, table: Table, max_rows: int) -> Iterator[Row]:
    width = len(table.columns)
    for count, (line, cells) in enumerate(lines):
        if count >= max_rows:
            raise Unreadable("too_many_rows")
        if not any(cells):
            continue
        if any(cells[width:]):
            table.bad.append(BadRow(line, TOO_WIDE))
        elif any("\ufffd" in cell for cell in cells):
            table.bad.append(BadRow(line, GARBLED))
        else:
            yield Row(line, {name: cell for name, cell in zip(table.columns, cells, strict=False) if name})


def _csv_lines(stream: BinaryIO) -> Lines:
    encoding = encoding_of(stream)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    start = text.readline()
    text.seek(0)
    separator = max(",\t;", key=start.count)
    reader = csv.reader((line.replace("\0", "") for line in text), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            yield before + 1, [meant(cell.strip().lstrip("\ufeff")) for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        raise Unreadable("not_a_table") from error


def _xlsx_lines(stream: BinaryIO, sheet: str) -> Lines:
    import openpyxl

    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable("too_large")
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        page = book[sheet] if sheet else book.worksheets[0]
        page.reset_dimensions()
        for line, cells in enumerate(page.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
            yield line, _trimmed([_text(cell) for cell in cells])
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise on a broken file
        raise Unreadable("not_a_table") from error


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    """Return a spreadsheet's value as people wrote it: whole numbers without point, days as 2026-03-06."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
