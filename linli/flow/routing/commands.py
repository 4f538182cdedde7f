"""`linli import duties`: the duty list of a centre."""

import json
from pathlib import Path

import click
from django.utils import timezone

from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable


@click.command("duties")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def duties(file: Path, as_json: bool) -> None:
    """Take the duty list from a CSV or XLSX FILE.

    Columns: category, unit, area, severity, article, valid_from, valid_to; the Chinese headings do as well. Categories
    and units by code or name. Rows that cannot be taken are named (exit code 1).
    """
    from linli.flow.routing.imports import import_duties

    try:
        report = import_duties(file, actor=SYSTEM, now=timezone.now())
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        bad = [{"line": row.line, "reason": row.reason} for row in report.bad]
        click.echo(json.dumps({"added": report.added, "bad": bad}, ensure_ascii=False))
    else:
        click.echo(f"{report.added} lines added, {len(report.bad)} rows not taken.")
        for row in report.bad:
            click.echo(f"  line {row.line}: {row.reason}")
    if report.bad:
        raise SystemExit(1)


IMPORTS = [duties]
