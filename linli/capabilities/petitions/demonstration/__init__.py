"""Petitions of the invented year, its hall, and its report. Found by the demonstration, which calls `plan`."""

from pathlib import Path

from linli.capabilities.petitions.demonstration import life
from linli.capabilities.petitions.figures import demonstration as report
from linli.capabilities.petitions.reception import demonstration as reception

__all__ = ["plan"]


def plan(year: life.Year, folder: Path) -> None:
    """Plan the petitions and the visits of the year, and the report on the one before; `folder` is the locality's."""
    life.plan(year, folder)
    reception.plan(year, folder)
    report.plan(year, folder)
