"""What an import did: how many rows were new, changed or as before, and which were not taken, with line and reason."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from linli.lib.spreadsheets import BadRow, Row


class RowWrong(ValueError):
    """This row cannot be taken; the message says why, for people."""


@dataclass
class Report:
    """The result of one import."""

    added: int = 0
    changed: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def refuse(self, row: Row, error: RowWrong) -> None:
        self.bad.append(BadRow(row.line, str(error)))


def needed(row: Row, column: str, heading: str) -> str:
    """Return the text under `column`. Raises RowWrong where it is empty."""
    if not row[column]:
        raise RowWrong(_("“%(heading)s”是空的。") % {"heading": heading})
    return row[column]


def day(row: Row, column: str, heading: str) -> date | None:
    """Return the day under `column` (2026-03-06, 2026/3/6, 20260306) or None. Raises RowWrong."""
    text = row[column].replace("/", "-").replace(".", "-")
    if not text:
        return None
    try:
        if "-" in text:
            year, month, number = (int(part) for part in text.split("-"))
            return date(year, month, number)
        return date.fromisoformat(text)
    except ValueError as error:
        raise RowWrong(
            _("“%(heading)s”不是日期：%(text)s。请写成 2026-03-06。")
            % {"heading": heading, "text": row[column]}
        ) from error
