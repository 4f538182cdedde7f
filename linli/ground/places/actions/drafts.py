"""What comes in and what comes out of the acts on places."""

from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

EDIT = "places.edit"


class PlaceWrong(ValueError):
    """What was asked of a place cannot be; the text is a sentence for people."""


@dataclass(frozen=True)
class AreaDraft:
    """One division as a file has it. `code`, `parent` and `successor` have twelve digits; `parent` is "" at the top.

    `line` says where in the file it stands.
    """

    level: int
    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    aliases: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class CellDraft:
    """One cell as a file has it; `shape` is a WGS-84 Polygon or MultiPolygon. `number` counts features from 1."""

    code: str
    name: str
    shape: BaseGeometry | None
    dedicated: bool = False
    valid_from: date | None = None
    number: int = 0
    line: int = 0
    wrong: str = ""


@dataclass(frozen=True)
class LandmarkDraft:
    name: str
    lon: float
    lat: float
    cell: str = ""
    line: int = 0


@dataclass(frozen=True)
class HousesDraft:
    cell: str
    first: int
    last: int
    lane: str = ""
    line: int = 0


@dataclass(frozen=True)
class Problem:
    """Something that was not taken: where it stands, its code, and why, as a sentence for people.

    `other` and `area` (square metres) are set where it overlaps another cell.
    """

    line: int
    code: str
    reason: str
    number: int = 0
    other: str = ""
    area: float = 0.0


@dataclass(frozen=True)
class Gap:
    """Land in no cell: a point in it, its square metres, the cells around it, and the area whose outline it lies in."""

    lon: float
    lat: float
    area: float
    beside: tuple[str, ...] = ()
    inside: str = ""


@dataclass
class AreaReport:
    """`renamed` holds (code, old name, new name)."""

    created: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass
class CellReport:
    """`created` and `changed` hold codes; `gaps` were found afterwards and hinder nothing."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
