"""The table of who is let in where: one row for every address, written down from the rules, read from matrix/*.toml.

A row says which methods an address has, and who is let in by each: `"desk:contact" = "GET POST working"`,
`"portal:photo" = "GET holder, else absent"`. Everybody else gets what this door says to those who are not let in: `login` (the way to the login
page), `absent` (404, as for what never was), `code` (the way in with number and code), `unknown` (401, for programs).
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.proof.leaks.people import STAFF

FOLDER = Path(__file__).parent / "matrix"
METHODS = ("GET", "POST")
RESIDENTS = ("stranger", "resident", "neighbour", "program")


@dataclass(frozen=True)
class Row:
    """One address: `let_in` by method; `otherwise`: what others are answered, where it is not what the door says."""

    name: str
    let_in: dict[str, frozenset[str]]
    otherwise: str = ""
    sets: tuple[str, ...] = field(default=())

    def expected(self, method: str, viewer: str) -> str:
        """Return the class of answer that this viewer gets."""
        allowed = self.let_in.get(method)
        if allowed is None:
            return "no such method"
        if viewer in allowed:
            return "let in"
        return self.otherwise or door_of(self.name, viewer)


def door_of(name: str, viewer: str) -> str:
    """Return what this door says to somebody who is not let in."""
    if name.startswith("api:"):
        return "unknown"
    if name.startswith(("portal:", "petitions:papers")):
        return "code"
    return "login" if viewer in RESIDENTS else "absent"


@cache
def sets() -> dict[str, frozenset[str]]:
    """Return the viewers of each set, by its name."""
    rules = tomllib.loads((FOLDER / "sets.toml").read_text())
    return {name: _who(rule["who"]) for name, rule in rules.items()}


def _who(words: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        found |= set(STAFF) if word == "staff" else {word}
    return frozenset(found)


def permissions() -> dict[str, str]:
    """Return the permission that each set stands for, where it stands for one."""
    rules = tomllib.loads((FOLDER / "sets.toml").read_text())
    return {name: rule["permission"] for name, rule in rules.items() if "permission" in rule}


@cache
def rows() -> dict[str, Row]:
    """Return every row, by the name of its address. Raises ValueError for one that stands twice or cannot be read."""
    found: dict[str, Row] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem == "sets":
            continue
        for name, words in tomllib.loads(path.read_text()).items():
            if name in found:
                raise ValueError(f"{name} stands twice")
            found[name] = read(name, words)
    return found


def read(name: str, words: str) -> Row:
    """Read one row: "GET near, POST working, else absent"."""
    let_in: dict[str, frozenset[str]] = {}
    otherwise, named = "", []
    for part in words.split(", "):
        *methods, which = part.split()
        if methods == ["else"]:
            otherwise = which
            continue
        if not set(methods) <= set(METHODS) or which not in sets():
            raise ValueError(f"{name}: {part}")
        named.append(which)
        let_in |= dict.fromkeys(methods, sets()[which])
    return Row(name, let_in, otherwise, tuple(named))
