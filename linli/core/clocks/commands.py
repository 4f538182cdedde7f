"""`linli import calendar`."""

import json
from pathlib import Path

import click
from django.utils import timezone

from linli.core.clocks.actions.notices import import_year
from linli.ground.calendars import actions as calendars
from linli.ground.calendars import queries
from linli.ground.calendars.models import CalendarYear
from linli.ground.calendars.sheets import Sheet, Unusable, read_sheet
from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable


@click.command("calendar")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--year", type=int, default=None, help="The year of the notice, where the file does not say it."
)
@click.option("--source", default="", help="The document, e.g. its name and number.")
@click.option(
    "--calendar",
    "code",
    default="",
    metavar="NAME",
    help="A calendar of this centre; else the one it counts with.",
)
@click.option("--provisional", is_flag=True, help="The notice is not out yet; dates stay provisional.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_calendar(
    file: Path, year: int | None, source: str, code: str, provisional: bool, as_json: bool
) -> None:
    """Bring in the holidays and make-up workdays of one year: CSV, XLSX or JSON with date, kind (rest or work), name.

    What the year had before is replaced. Exit code 1 where rows could not be taken; the others are, and the year stays
    provisional until a file comes in without bad rows.
    """
    now = timezone.now()
    try:
        sheet = read_sheet(file, year=year, source=source)
        calendars.seed(now=now)
        code = code or queries.default_code()
        row = import_year(sheet, calendar=code, official=not provisional, actor=SYSTEM, now=now)
    except (Unreadable, Unusable) as error:
        raise click.ClickException(str(error)) from error
    _say(sheet, row, as_json=as_json)
    if sheet.problems:
        raise SystemExit(1)


IMPORTS: list[click.Command] = [import_calendar]


def _say(sheet: Sheet, row: CalendarYear, *, as_json: bool) -> None:
    if as_json:
        bad = [vars(problem) for problem in sheet.problems]
        said = {
            "calendar": row.calendar_id,
            "year": row.year,
            "status": row.status,
            "days": len(sheet.days),
            "bad": bad,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    click.echo(f"{row.calendar_id} {row.year}: {len(sheet.days)} days, {row.status}.")
    for problem in sheet.problems:
        click.echo(f"line {problem.line}: {problem.reason}", err=True)
