"""How alike two names of units are."""

import re

BRACKETED = re.compile(r"[（(][^）)]*[）)]")


def likeness(one: str, other: str) -> float:
    """Return 0 (nothing in common) to 1 (the same, apart from what only one of them adds in brackets)."""
    ours, theirs = BRACKETED.findall(one), BRACKETED.findall(other)
    if ours and theirs and ours != theirs:
        return _likeness(one, other)  # what differs in brackets on both sides tells two units apart
    return _likeness(BRACKETED.sub("", one).strip(), BRACKETED.sub("", other).strip())


def _likeness(one: str, other: str) -> float:
    """Compare by pairs of neighbouring characters (Dice)."""
    ours, theirs = _pairs(one), _pairs(other)
    if not ours or not theirs:
        return float(one == other and one != "")
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
