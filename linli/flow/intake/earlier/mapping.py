"""The mapping file: which column of an old table is what, and what its values mean. TOML, names and values only."""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

OURS = {
    "key": "the number of the record in the old system",
    "received": "the day or moment it was received",
    "closed": "the day or moment it was closed",
    "title": "its title",
    "text": "what was asked",
    "place": "where, in words",
    "category": "the code of its category, ours or the old system's",
    "category_names": "the names of its category from the root, one column a level",
    "unit": "the code of the unit that handled it",
    "unit_name": "the name of that unit at the time",
    "channel": "the way it came",
    "kind": "help, complaint, suggestion, question or praise",
    "town": "code or name of the town",
    "village": "code or name of the village",
    "late": "whether it was late",
    "outcome": "how it ended",
}
NEEDED = ("key", "received", "unit", "channel")
Missing = Literal["refuse", "add"]


class MappingWrong(ValueError):
    """The mapping file cannot be used; the message says what to change."""


@dataclass(frozen=True)
class Mapping:
    """`columns`: our name → headings, joined by a space where there are several. `values`: our name → old → new.

    `missing`: whether units, channels, categories and areas that we do not know are added or refused.
    """

    source: str
    capability: str
    columns: Table[str, tuple[str, ...]]
    values: Table[str, Table[str, Any]] = field(default_factory=dict)
    defaults: Table[str, str] = field(default_factory=dict)
    missing: Table[str, Missing] = field(default_factory=dict)

    def adds(self, what: str) -> bool:
        return self.missing.get(what) == "add"


def read_mapping(path: Path) -> Mapping:
    """Return the mapping in `path`. Raises MappingWrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingWrong(f"{path.name} is not TOML in UTF-8: {error}") from error
    columns = {
        name: (heads,) if isinstance(heads, str) else tuple(heads)
        for name, heads in data.get("columns", {}).items()
    }
    if unknown := sorted(columns.keys() - OURS.keys()):
        known = "\n".join(f"  {name}: {meaning}" for name, meaning in OURS.items())
        raise MappingWrong(f"[columns] names {', '.join(unknown)}; these are known:\n{known}")
    defaults = data.get("defaults", {})
    if lacking := [name for name in NEEDED if name not in columns and name not in defaults]:
        raise MappingWrong(f"[columns] does not say which column is {', '.join(lacking)}")
    return Mapping(
        source=data.get("source", path.stem),
        capability=data.get("capability", ""),
        columns=columns,
        values=data.get("values", {}),
        defaults=defaults,
        missing=data.get("missing", {}),
    )
