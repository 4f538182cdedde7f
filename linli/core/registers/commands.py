"""`linli import categories`."""

import json
from pathlib import Path

import click
from django.utils import timezone
from tqdm import tqdm

from linli.core.registers import categories
from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable

SHOWN = 20


@click.command("categories")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file that says which column is what, where the headings do not.",
)
@click.option("--dry-run", is_flag=True, help="Read and check only; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_categories(file: Path, mapping: Path | None, dry_run: bool, as_json: bool) -> None:
    """Bring in a category tree from CSV, XLSX, TXT or JSON.

    One column a level, or code, name and parent; nested or flat. What is there already stays as it is.
    Exit code 1 where rows could not be taken; they are listed with their line and the reason.
    """
    try:
        said = categories.Mapping.from_file(mapping) if mapping else categories.Mapping()
        tree = categories.read(file, said)
    except (Unreadable, categories.WrongMapping) as error:
        raise click.ClickException(str(error)) from error
    if dry_run:
        report = categories.Report(rows=tree.rows, leaves=tree.leaves(), bad=tree.bad)
    else:
        with tqdm(total=len(tree.nodes), unit="", desc=file.name, disable=None) as bar:
            report = categories.load(
                tree,
                actor=SYSTEM,
                now=timezone.now(),
                prefix=said.prefix,
                progress=lambda: bar.update() and None,
            )
    _say(report, as_json=as_json)
    if report.bad:
        raise SystemExit(1)


def _say(report: categories.Report, *, as_json: bool) -> None:
    if as_json:
        bad = [{"line": row.line, "reason": row.reason} for row in report.bad]
        click.echo(json.dumps({**vars(report), "bad": bad}, ensure_ascii=False))
        return
    click.echo(
        f"{report.rows} rows, {report.leaves} leaves: {report.added} added, {report.present} already there."
    )
    for row in report.bad[:SHOWN]:
        click.echo(f"line {row.line}: {row.reason}", err=True)
    if len(report.bad) > SHOWN:
        click.echo(f"and {len(report.bad) - SHOWN} more; --json lists all.", err=True)


IMPORTS: list[click.Command] = [import_categories]
