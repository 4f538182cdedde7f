"""`linli locate`, `linli import areas`, `linli import cells`."""

import click

from linli.ground.places.commands.importing import import_areas, import_cells
from linli.ground.places.commands.locating import locate

__all__ = ["COMMANDS", "IMPORTS", "import_areas", "import_cells", "locate"]

COMMANDS: list[click.Command] = [locate]
IMPORTS: list[click.Command] = [import_areas, import_cells]
