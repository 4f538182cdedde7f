"""A text as counts of its characters and pairs of characters, seen three times: title and text, how it begins, the title.

Chinese needs no list of words for this: pairs of characters carry the meaning of most words. Numbers, codes and single
Latin letters become one sign, so that house numbers and masked names teach nothing.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]

VIEWS = 3
BEGINS = 200  # characters of the text that count as its beginning
LONGEST = 20_000  # characters read of a text; what comes later changes nothing any more

_BITS = 21  # of one code point
_LATIN = re.compile(r"[a-z\d]+(?:\.[a-z\d]+)*")
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"\W+")


@dataclass(frozen=True)
class Written:
    """What somebody wrote."""

    text: str
    title: str = ""


def tidy(text: str) -> str:
    """Return `text` in one writing: width and case made equal, codes as 0, everything between words as one stop."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return _BETWEEN.sub("。", _LATIN.sub(_without_codes, plain))


def _without_codes(found: re.Match[str]) -> str:
    return "0" if len(found[0]) == 1 or _DIGIT.search(found[0]) else found[0]


def views_of(written: Written) -> tuple[str, str, str]:
    """Return the three views, tidied."""
    title, text = tidy(written.title), tidy(written.text)
    return f"{title}。{text}", f"{title}。{text[:BEGINS]}", title


def grams(view: int, text: str) -> Keys:
    """Return a key for each character and each pair of neighbours: the view, the first and the second code point."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    pairs = (points[:-1] << _BITS) | points[1:]
    return np.concatenate([points, pairs]) | (np.int64(view) << (2 * _BITS))


def said(key: int) -> str:
    """Return the characters that a key stands for."""
    mask = (1 << _BITS) - 1
    first, second = (key >> _BITS) & mask, key & mask
    return (chr(first) if first else "") + chr(second)


def view_of(keys: Keys) -> Keys:
    """Return the view that each key belongs to."""
    return keys >> (2 * _BITS)
