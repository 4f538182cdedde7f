"""Options that several commands share."""

from pathlib import Path
from typing import Any

import click

from linli.lib.geo import DATUMS, BadPlace, Datum, datum_of

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class DatumType(click.ParamType[Datum]):
    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Datum:
        try:
            return datum_of(str(value))
        except BadPlace:
            self.fail(f"{value!r} is none of {', '.join(DATUMS)}", param, ctx)


with_datum = click.option(
    "--datum", type=DatumType(), default="WGS-84", show_default=True, help="Datum of the coordinates given."
)
