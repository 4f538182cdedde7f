"""Words as overlapping pairs of characters: Chinese is found without a dictionary, in words of two characters and more."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

RUN = re.compile(r"\w+")
BETWEEN = "zz"  # stands between two runs, so that no phrase reaches across
LONGEST = 60
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dx](?!\d)")


class QueryWrong(ValueError):
    """The query cannot be answered; the message says why, for people."""


class QueryTooShort(QueryWrong):
    """Less than two characters beside each other."""


def tidy(text: str) -> str:
    """Return `text` in one width and case, so that ＡＢ, AB and ab are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def tokens(texts: Iterable[str]) -> list[str]:
    """Return the pairs of all runs in order, with a mark between runs; a run of one character is kept as it is."""
    found: list[str] = []
    for run in RUN.findall(tidy("\n".join(texts))):
        found += [*(pairs(run) or [run]), BETWEEN]
    return found


def runs_of(query: str) -> list[str]:
    """Return the runs that must all occur. Raises QueryTooShort, QueryWrong."""
    words = tidy(query[:LONGEST])
    joined = re.sub(r"[\s-]", "", words)
    if PHONE.search(joined) or IDENTITY.search(joined):
        raise QueryWrong(
            _("这里查的是事，不是人：不能用电话号码或身份证号查找。请改用编号、地点或事情里的词。")
        )
    runs = [run for run in RUN.findall(words) if len(run) > 1]
    if not runs:
        raise QueryTooShort(_("请至少写两个字，例如“路灯”“积水”，或者写完整的编号。"))
    return runs
