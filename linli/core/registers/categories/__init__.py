"""Category trees as centres have them: read whole from whatever file they are in."""

from linli.core.registers.categories.finding import Finder
from linli.core.registers.categories.loading import Report, load
from linli.core.registers.categories.mapping import Mapping, WrongMapping
from linli.core.registers.categories.reading import read

__all__ = ["Finder", "Mapping", "Report", "WrongMapping", "load", "read"]
