"""`linli import matters`: bring in what a centre dealt with before."""

import json
from pathlib import Path

import click
from django.utils import timezone
from tqdm import tqdm

from linli.flow.intake.earlier import MappingWrong, import_matters, read_mapping
from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable

SHOWN = 20
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("matters")
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, required=True, help="TOML file that says which column is what.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def matters(file: Path, mapping: Path, as_json: bool) -> None:
    """Bring in earlier matters from CSV or XLSX. Exit code 1 where rows could not be taken; they are listed."""
    try:
        with tqdm(disable=None, unit=" rows", desc=file.name) as bar:
            report = import_matters(
                file, read_mapping(mapping), actor=SYSTEM, now=timezone.now(), progress=bar.update
            )
    except (MappingWrong, Unreadable) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        bad = [{"line": row.line, "reason": row.reason} for row in report.bad]
        click.echo(json.dumps({"added": report.added, "bad": bad}, ensure_ascii=False))
    else:
        click.echo(f"{report.added} matters taken in, {len(report.bad)} rows not taken.")
        for row in report.bad[:SHOWN]:
            click.echo(f"  line {row.line}: {row.reason}")
    if report.bad:
        raise SystemExit(1)


IMPORTS = [matters]
