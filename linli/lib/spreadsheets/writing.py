"""Write tables for people to open in a spreadsheet program, without letting a cell become a formula.

A resident's words end up in exports; a text that begins like a formula is written with an apostrophe before
it (OWASP, CSV injection), full-width signs included, since some programs fold them.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

Value = str | int | float | Decimal | date | datetime | None
FORMULA_SIGNS = frozenset("=+-@\t\r\n\u2212")
GUARD = "'"


def safe_text(text: str) -> str:
    """Return `text` so that no spreadsheet program reads it as a formula; `meant` gives it back."""
    return GUARD + text if begins_a_formula(text.lstrip(GUARD)) else text


def meant(text: str) -> str:
    """Return what was given to `safe_text`."""
    return text.removeprefix(GUARD) if begins_a_formula(text.lstrip(GUARD)) else text


def begins_a_formula(text: str) -> bool:
    """Tell whether the first character that can be seen is a sign, however wide or small it is written."""
    for character in text:
        folded = unicodedata.normalize("NFKC", character)[:1]
        if character in FORMULA_SIGNS or folded in FORMULA_SIGNS:
            return True
        if unicodedata.category(character)[0] not in "ZCM":
            return False
    return False


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield a CSV file piece by piece: UTF-8 with the mark that spreadsheet programs look for, CRLF."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield b"\xef\xbb\xbf"
    writer.writerow([safe_text(cell) for cell in header])
    for cells in rows:
        writer.writerow([_plain(cell) for cell in cells])
        yield _drained(line)
    yield _drained(line)


def write_xlsx(
    target: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str = ""
) -> None:
    """Write a workbook of one sheet to `target` in constant memory. Texts stay texts: no formula, no link."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(sheet or None)
        page.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, text in enumerate(header):
            page.write_string(0, column, text, bold)
        for number, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells):
                if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                    page.write_number(number, column, value)
                elif value is not None and value != "":
                    page.write_string(number, column, _as_text(value))


def _plain(value: Value) -> str | int | float | Decimal:
    if isinstance(value, int | float | Decimal):
        return value
    return safe_text(_as_text(value))


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _drained(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode()
