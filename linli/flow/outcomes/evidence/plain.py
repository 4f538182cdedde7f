"""Look at an answer before it is sent: can a villager understand it, and does it say what they need? Hints, no verdict.

Rules and words are data (`reply_words.toml`); nothing leaves the machine.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from linli.core.procedures.words import Words
from linli.lib.identifiers import is_number

FILE = Path(__file__).parent / "reply_words.toml"
MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")  # 电信网编号计划（2017年版）
IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")  # GB 11643-1999
ENDS = re.compile(r"[。！？；\n]")


@dataclass(frozen=True)
class Hint:
    """One thing to think of; `found`: the words that it is about, "" where something is missing."""

    name: str
    sentence: str
    found: str = ""


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def private_numbers(text: str) -> list[str]:
    """Return the telephone and identity numbers of people in a text; a number of a matter is none."""
    found = [match.group() for match in (*MOBILE.finditer(text), *IDENTITY.finditer(text))]
    return [number for number in found if not is_number(number)]


def hints(text: str) -> list[Hint]:
    """Return what to think of before sending, the most harmful first."""
    return [*_private(text), *_missing(text), *_officialese(text), *_long(text)]


def _private(text: str) -> Iterator[Hint]:
    for number in dict.fromkeys(private_numbers(text)):
        yield Hint("private", _("里面有个人的电话或证件号码。除非本人同意，请去掉，改写单位的电话。"), number)


def _missing(text: str) -> Iterator[Hint]:
    for element in _rules()["elements"]:
        if not any(re.search(pattern, text) for pattern in element["patterns"]):
            yield Hint(element["name"], str(Words.of(element["say"])))


def _officialese(text: str) -> Iterator[Hint]:
    for rule in _rules()["officialese"]:
        if rule["words"] in text:
            yield Hint("officialese", str(Words.of(rule["say"])), rule["words"])


def _long(text: str) -> Iterator[Hint]:
    longest = _rules()["longest_sentence"]
    for sentence in ENDS.split(text):
        if len(sentence.strip()) > longest:
            said = _("这句话太长，请分成两三句。一句最多%(n)s个字左右，念起来才不费劲。")
            yield Hint("long", said % {"n": longest}, sentence.strip()[:20] + "……")
