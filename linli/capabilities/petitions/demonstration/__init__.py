"""Petitions of the invented year. Found by the demonstration, which calls `plan`."""

from pathlib import Path

from linli.capabilities.petitions.demonstration import life
from linli.capabilities.petitions.demonstration.life import Year
from linli.capabilities.petitions.figures import demonstration as report


def plan(year: Year, folder: Path) -> None:
    """Plan the petitions, and the report on the calendar year before."""
    life.plan(year, folder)
    report.plan(year, folder)


__all__ = ["plan"]
