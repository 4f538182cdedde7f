"""Limits: how much time is given, in which unit, and by which rule of law. Read from text in Chinese or English."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

LimitUnit = Literal["calendar_day", "working_day", "month", "hour", "working_hour", "emergency_hour"]
UNITS: tuple[LimitUnit, ...] = get_args(LimitUnit)
LARGEST = 1_000_000  # longer is a slip of the finger, and no calendar reaches so far

_WORDS: dict[str, tuple[LimitUnit, int]] = {
    **dict.fromkeys(
        ("calendar day", "natural day", "day", "日", "天", "自然日", "日历日"), ("calendar_day", 1)
    ),
    **dict.fromkeys(("working day", "work day", "workday", "business day", "工作日"), ("working_day", 1)),
    **dict.fromkeys(("month", "calendar month", "月"), ("month", 1)),
    **dict.fromkeys(("year", "calendar year", "年"), ("month", 12)),
    **dict.fromkeys(("hour", "小时", "时"), ("hour", 1)),
    **dict.fromkeys(("working hour", "work hour", "office hour", "business hour"), ("working_hour", 1)),
    **dict.fromkeys(("工作时", "工作小时"), ("working_hour", 1)),
    **dict.fromkeys(("emergency hour", "紧急工作时", "紧急工作小时", "紧急小时"), ("emergency_hour", 1)),
}
_SHAPE = re.compile(r"([0-9]+|[零〇一二两三四五六七八九十百千]+)\s*(?:个)?\s*([^\W\d_].*)")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


class BadLimit(ValueError):
    """A limit that cannot be: `reason` is `unreadable`, `unknown_unit` or `out_of_range`; `text` is what was given."""

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        units = "60 calendar days, 5 working days, 1 month, 4 working hours, 2 emergency hours, 24 hours, 60日, 5个工作日"
        super().__init__(f"{text!r} is not a limit ({reason.replace('_', ' ')}); write it like: {units}")


@dataclass(frozen=True)
class Limit:
    """`amount` (at least 1) of `unit`, as `source` (law and article, or a local rule) says."""

    amount: int
    unit: LimitUnit
    source: str = ""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise BadLimit(str(self), "unknown_unit")
        if not 1 <= self.amount <= LARGEST:
            raise BadLimit(str(self), "out_of_range")

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.replace('_', ' ')}{'' if self.amount == 1 else 's'}"


def parse_limit(text: str, *, source: str = "") -> Limit:
    """Read "60 calendar days", "5个工作日", "1 month", "2个紧急工作时", "六十日" …; a bare 日 or day is a calendar day.

    Raises BadLimit, whose message shows how a limit is written.
    """
    shape = _SHAPE.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if shape is None:
        raise BadLimit(text, "unreadable")
    words = re.sub(r"[\s_-]+", " ", shape[2]).strip()
    unit, times = _WORDS.get(words) or _WORDS.get(words.removesuffix("s")) or (None, 0)
    if unit is None:
        raise BadLimit(text, "unknown_unit")
    if len(shape[1]) > len(str(LARGEST)):
        raise BadLimit(text, "out_of_range")
    try:
        return Limit(_number(shape[1], text) * times, unit, source)
    except BadLimit as error:
        raise BadLimit(text, error.reason) from None


def _number(digits: str, text: str) -> int:
    """Return 60 for "60" and for "六十"; laws write numbers in words."""
    if digits.isdigit():
        return int(digits)
    total, digit = 0, None
    for character in digits:
        if character in _PLACES:
            total, digit = total + (1 if digit is None else digit) * _PLACES[character], None
        elif digit:
            raise BadLimit(text, "unreadable")
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
