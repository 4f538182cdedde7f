"""What goes in and out, field by field. Times are ISO 8601 with their offset; places are named by their codes."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict


def storable(text: str) -> str:
    """Refuse what no database stores as text: NUL and lone surrogates."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("holds characters that cannot be stored")
    return text


Text = Annotated[str, AfterValidator(storable)]
Code = Annotated[Text, Field(max_length=64)]


class In(Schema):
    """Anything unknown is refused: a misspelt field must not be lost in silence."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Problem(Schema):
    """RFC 9457. `errors` name a place in the body by JSON `pointer`, or a `parameter` of the address or header."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = []


class PlaceIn(In):
    """The place of the problem, as far as it is known. Longitude and latitude: WGS-84, degrees."""

    cell: Code = ""
    village: Code = ""
    longitude: float | None = Field(None, ge=-180, le=180)
    latitude: float | None = Field(None, ge=-90, le=90)
    words: Text = Field("", max_length=200)


class SubmissionIn(In):
    """One thing somebody brings. `capability` and `kind` say what it is, e.g. `requests` and `help`."""

    capability: Code
    kind: Code
    text: Text = Field(max_length=5_000)
    channel: Code
    title: Text = Field("", max_length=120)
    category: Code = ""
    severity: Code = "small"
    place: PlaceIn = Field(default_factory=lambda: PlaceIn.model_validate({}))
    name: Text = Field("", max_length=50)
    phone: Text = Field("", max_length=30)
    happened_at: AwareDatetime | None = None


class ReceiptOut(Schema):
    """What the centre acknowledges. `code` is the secret that opens the matter to its resident; it is told here only.

    `entry` is the digest of the first entry of the ledger, `signature` covers number, times and entry.
    """

    number: str
    code: str
    unit: str
    received_at: datetime
    due_at: datetime
    entry: str
    signature: str


class Named(Schema):
    code: str
    name: str


class Brief(Schema):
    """A matter in a list."""

    number: str
    title: str
    kind: str
    severity: str
    state: str
    is_open: bool
    outcome: str
    unit: str
    place: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    was_late: bool | None
    version: int


class ListOut(Schema):
    """One page. `next` is the cursor of the page after this one; empty on the last."""

    matters: list[Brief]
    next: str


class MatterOut(Schema):
    """A matter. Who brought it is sealed and never told here."""

    number: str
    capability: str
    kind: str
    title: str
    text: str
    severity: str
    category: Named | None
    channel: Named
    town: Named | None
    village: Named | None
    cell: Named | None
    place: str
    longitude: float | None
    latitude: float | None
    state: str
    state_label: str
    is_open: bool
    outcome: str
    unit: Named
    handler: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    was_late: bool | None
    version: int


class Happened(Schema):
    """One entry of the timeline. `verb` is for programs, `title` and `lines` are for people."""

    at: datetime
    verb: str
    who: str
    title: str
    lines: list[str]


class AskOut(Schema):
    """A question that a step asks. `kind` is text, line, choice, unit, staff, category, severity, date, moment or flag."""

    name: str
    kind: str
    label: str
    required: bool
    choices: list[Named]


class StepOut(Schema):
    name: str
    label: str
    likely: bool
    asks: list[AskOut]


class StepIn(In):
    """The answers to what the step asks, by name; units, staff and categories by id."""

    answers: dict[Text, Text] = {}


class StatusOut(Schema):
    """What a resident sees of their matter."""

    number: str
    title: str
    state: str
    state_label: str
    explained: str
    is_open: bool
    outcome: str
    unit: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    timeline: list[Happened]


class LocatedOut(Schema):
    """The cell of a point and what it lies in; None where the point lies in no cell. WGS-84."""

    longitude: float
    latitude: float
    cell: Named | None
    village: Named | None
    town: Named | None


class DueOut(Schema):
    """The day (or moment) on which a limit ends, and why. `provisional`: holidays of a year are not announced yet."""

    due: str
    provisional: bool
    explanation: list[str]


class RateOut(Schema):
    name: str
    label: str
    numerator: int
    denominator: int
    share: float | None


class FigureRow(Schema):
    """Sums of one value. `key` is what the value is filtered by in lists; empty = not filled in, or all."""

    key: str
    label: str
    counts: dict[str, int]
    rates: list[RateOut]


class FiguresOut(Schema):
    """`scope` is whose figures; `since` and `until` the first and the last month, each "2026-11"."""

    scope: str
    since: str
    until: str
    total: FigureRow
    rows: list[FigureRow]


Answers = dict[int, Any]


def problems(*statuses: int) -> Answers:
    """Return the problems an operation may answer with, besides those of every operation with a token."""
    return dict.fromkeys((*statuses, 401, 403, 422, 429), Problem)
