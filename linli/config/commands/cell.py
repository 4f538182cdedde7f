"""`linli cell`: many centres on one PostgreSQL, one schema each."""

import dataclasses
import json

import click

from linli.config.cli import ready


@click.group()
def cell() -> None:
    """Make and check a cell: one centre among others on one PostgreSQL (docs/operate/province.md)."""


@cell.command()
@click.argument("name")
@click.option("--citus", is_flag=True, help="For a Citus cluster: the schema is distributed.")
@click.option("--database", default="linli", show_default=True, help="The database that holds the cells.")
def create(name: str, citus: bool, database: str) -> None:
    """Print the SQL that makes the cell NAME, for the database's administrator to run. Nothing is done here."""
    from linli.config.cells.making import Cell, NameWrong, sql_of, sql_of_the_database

    try:
        made = Cell(name)
        click.echo(sql_of_the_database(database))
        click.echo(sql_of(made, on_citus=citus), nl=False)
    except NameWrong as error:
        raise click.UsageError(str(error)) from error


@cell.command()
@click.option("--cell", "name", envvar="LINLI_CELL", help="The cell; by default that of LINLI_CELL.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check(name: str | None, as_json: bool) -> None:
    """Look whether this process stands in its cell, with the rights it needs alone. Each start of serve and worker does so."""
    ready()
    from django.conf import settings
    from django.db import DatabaseError

    from linli.config.cells.standing import stand

    if not (wanted := name or settings.CELL):
        raise click.UsageError("Say which cell: LINLI_CELL, or --cell NAME.")
    try:
        found = stand(wanted)
    except DatabaseError as error:
        raise click.ClickException(f"The cell cannot be looked at: {error}".strip()) from error
    wrong = [one for one in found if one.level == "wrong"]
    if as_json:
        click.echo(
            json.dumps({"cell": wanted, "well": not wrong, "findings": [*map(dataclasses.asdict, found)]})
        )
    else:
        for one in found:
            click.echo(f"{one.level}: {one.said}" + (f"\n  → {one.mend}" if one.mend else ""))
    raise SystemExit(1 if wrong else 0)
