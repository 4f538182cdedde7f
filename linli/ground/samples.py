"""Keys that stand for others while a statement is composed, and are found nowhere else."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from inspect import signature
from itertools import count
from typing import Any
from uuid import UUID

Key = UUID | str | datetime | date

MARK = 0x5A4D504C << 96  # of keys that stand for others while a statement is composed
SAMPLES_FROM = 253_370_764_800  # 1 January 9999
DAYS_FROM = 3_640_000  # in the year 9966
_numbers = count(1)


def samples_for(build: Callable[..., Any]) -> list[Key]:
    """Return a key of its kind for each parameter, such as is found nowhere else."""
    kinds = [parameter.annotation for parameter in signature(build).parameters.values()]
    return [_sample(kind) for kind in kinds]


def _sample(kind: Any) -> Key:
    """Return a key that no query holds. Nothing is drawn by lot: whoever looks first must not be told from who looks next."""
    number = next(_numbers)
    if kind is str:
        return f"sample {number} of prepared statements"
    if kind is datetime:
        return datetime.fromtimestamp(SAMPLES_FROM + number, tz=UTC)
    return date.fromordinal(DAYS_FROM + number) if kind is date else UUID(int=MARK + number)
