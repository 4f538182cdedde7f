"""Text as paper can show it: without control characters, and without the marks that turn the direction of reading.

What a person wrote otherwise comes out as they wrote it; it is data and never markup.
"""

import unicodedata

BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
UNSEEN = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy(text: str) -> str:
    """Return `text` without what cannot be printed; every kind of line break becomes one "\n", a tab a space.

    Characters are never exchanged for others that look like them: a rare one may be part of a name.
    """
    for mark in BREAKS:
        text = text.replace(mark, "\n")
    return "".join(one for one in text.replace("\t", " ") if one == "\n" or _is_shown(one))


def _is_shown(one: str) -> bool:
    if one in UNSEEN or one in TURNING or unicodedata.category(one) in ("Cc", "Cs"):
        return False
    return not (0xFDD0 <= ord(one) <= 0xFDEF or ord(one) & 0xFFFE == 0xFFFE)


def lines_of(text: str) -> list[str]:
    """Return the lines of `text` that say something, tidied."""
    return [line.strip() for line in tidy(text).split("\n") if line.strip()]


def is_narrow(one: str) -> bool:
    """Tell whether a character takes half the width of a Chinese one."""
    return unicodedata.east_asian_width(one) not in ("W", "F", "A")


def breakable(text: str, *, longest: int) -> str:
    """Return `text` with places where a run of narrow characters longer than `longest` may break: nothing runs off paper."""
    found: list[str] = []
    run = 0
    for one in text:
        run = run + 1 if is_narrow(one) and not one.isspace() else 0
        if run > longest:
            found.append("\u200b")
        found.append(one)
    return "".join(found)
