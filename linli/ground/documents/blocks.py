"""What stands on the paper, as a tree of blocks: one tree is drawn as PDF and as a Word document."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Title:
    """The title, centred, one line an entry; `number` below it, "" where none."""

    lines: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True)
class Head:
    """The name of the organ in red above everything, with a red line below it; `number` stands between them."""

    text: str
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `lead` is set in the face of its level: 1 一、 2 （一） 3 1. 4 （1）; 0: none.

    `flush`: without the two characters at its beginning, as the addressee is.
    """

    text: str
    lead: str = ""
    level: int = 0
    flush: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell; `span` columns wide. A `label` is centred."""

    lines: tuple[str, ...]
    span: int = 1
    label: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; `widths` of the columns relative to each other; with `header`, the first row is repeated on each page."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: bool = False


@dataclass(frozen=True)
class Space:
    """Empty lines, for what is written by hand."""

    lines: int


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Attachments:
    """附件：, numbered where there are several."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs, above the date, on the right; the seal is set over both."""

    lines: tuple[str, ...]
    date: str


@dataclass(frozen=True)
class Note:
    """A remark in brackets below the date."""

    text: str


@dataclass(frozen=True)
class Foot:
    """Copies and printing lines at the foot of the last page, between rules."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """How anybody can check that the paper is ours: the address that the QR code holds, and the code to type."""

    address: str
    code: str


Block = Title | Head | Paragraph | Table | Space | PageBreak | Attachments | Signature | Note | Foot


@dataclass(frozen=True)
class Paper:
    """A whole document. `form` "table": a form, in smaller type. `mark` is laid across every page."""

    name: str
    form: str
    blocks: tuple[Block, ...] = field(default=())
    proof: Proof | None = None
    mark: str = ""
