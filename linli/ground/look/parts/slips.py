"""What a resident takes home: the receipt, with a code that a telephone can read."""

from dataclasses import dataclass
from datetime import datetime

import segno


@dataclass(frozen=True)
class Receipt:
    """Number and secret code of a matter, who answers and by when; `address` goes into the QR code.

    `due_label`: what happens by `due_at`, where that is not the answer.
    """

    number: str
    code: str
    address: str
    unit: str
    due_at: datetime | None
    received_at: datetime
    phone: str = ""
    supervision_phone: str = ""
    title: str = ""
    due_label: str = ""


@dataclass(frozen=True)
class QR:
    """A QR code as one SVG path over a grid of `size` modules, quiet zone of four included."""

    path: str
    size: int


def qr(text: str) -> QR:
    """Return the QR code of `text`, error level M, drawn row by row."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    parts: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x + 4} {y + 4}h{run}v1h-{run}z")
            x += run + 1
    return QR("".join(parts), len(rows) + 8)
