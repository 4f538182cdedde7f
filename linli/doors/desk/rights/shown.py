"""Periods of keeping and runs of the erasing, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from linli.core.personal_data import keeping
from linli.core.personal_data.models import RetentionRun
from linli.core.personal_data.retention import Found


@dataclass(frozen=True)
class Class:
    """A class of keeping: how long, by which rule, and how many matters are due now."""

    label: str
    how_long: str
    source: str
    due: int
    held: int


@dataclass(frozen=True)
class Run:
    began_at: datetime
    lines: list[tuple[str, int, int, int]]
    failed: list[dict[str, str]]


def classes(found: Found, *, on: date) -> list[Class]:
    return [
        Class(keeping.label(keep), how_long(keep, on=on), keeping.source(keep), count.due, count.held)
        for keep, count in found.classes.items()
    ]


def how_long(keep: str, *, on: date) -> str:
    length = keeping.months(keep, on=on)
    if length == keeping.FOREVER:
        return _("长期保存")
    return _("办结后%(months)s个月") % {"months": length}


def runs(rows: Iterable[RetentionRun]) -> list[Run]:
    return [Run(row.began_at, list(run_lines(row)), row.found.get("failed", [])) for row in rows]


def run_lines(run: RetentionRun) -> Iterator[tuple[str, int, int, int]]:
    """Yield, for each class: what it is called, and how many were erased, kept back, and failed."""
    for keep, count in run.found.get("classes", {}).items():
        name = keeping.label(keep) if keeping.is_class(keep) else keep
        yield name, count["erased"], count["held"], count["failed"]
