"""Earlier matters: what a centre dealt with before it had Linli, brought in with its old record."""

from linli.flow.intake.earlier.importing import import_matters
from linli.flow.intake.earlier.mapping import Mapping, MappingWrong, read_mapping

__all__ = ["Mapping", "MappingWrong", "import_matters", "read_mapping"]
