"""`linli import areas` and `linli import cells`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from linli.ground.places.commands.options import FILE, with_datum
from linli.ground.places.commands.words import refusal
from linli.lib.geo import Datum
from linli.lib.geojson import NotGeoJSON
from linli.lib.spreadsheets import Unreadable


class _System:
    """The command line acts as the installation itself: whoever may run it holds the database anyway."""

    def may(self, permission: str) -> bool:
        return True


@click.command("areas")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_areas(file: Path, as_json: bool) -> None:
    """Take divisions from a CSV, XLSX or JSON FILE: code, name, level, parent, valid_from, valid_to, successor, aliases.

    All in one transaction. Rows that cannot be are named and left out (exit code 1).
    """
    from linli.ground.places.actions import place_areas
    from linli.ground.places.reading import read_areas

    try:
        found = read_areas(file)
    except Unreadable as error:
        raise refusal(error) from error
    with tqdm(total=len(found.drafts), unit=" rows", unit_scale=True, disable=None, file=sys.stderr) as bar:
        report = place_areas(found.drafts, actor=_System(), now=timezone.now(), advance=bar.update)
    problems = sorted([*found.problems, *report.problems], key=lambda problem: problem.line)
    told = {"created": len(report.created), "renamed": len(report.renamed), "unchanged": report.unchanged}
    _tell(told | {"problems": [asdict(problem) for problem in problems]}, as_json)


@click.command("cells")
@click.argument("file", type=FILE)
@click.option("--code", default="", help="Property that is the 15-digit code. Default: the usual names.")
@click.option("--name", default="", help="Property that is the name. Default: the usual names.")
@with_datum
@click.option(
    "--outline", type=FILE, help="GeoJSON of villages, towns or the county, to look for land in no grid."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_cells(file: Path, code: str, name: str, datum: Datum, outline: Path | None, as_json: bool) -> None:
    """Take grid cells from a GeoJSON FILE (Polygon or MultiPolygon). Divisions come first: `linli import areas`.

    All in one transaction. Features that are wrong or overlap are named and left out, gaps are named (exit code 1).
    """
    from linli.ground.places.actions import place_cells
    from linli.ground.places.reading import read_cells, read_outlines

    try:
        drafts = read_cells(file, code=code, name=name, datum=datum)
        outlines = read_outlines(outline, datum=datum) if outline else {}
    except NotGeoJSON as error:
        raise refusal(error) from error
    report = place_cells(drafts, actor=_System(), now=timezone.now(), outlines=outlines)
    told: dict[str, Any] = {
        "created": len(report.created),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "problems": [asdict(problem) for problem in report.problems],
        "gaps": [asdict(gap) for gap in report.gaps],
    }
    _tell(told, as_json)


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _tell_people(told)
    if told["problems"] or told.get("gaps"):
        sys.exit(1)


def _tell_people(told: dict[str, Any]) -> None:
    counts = {"n": told["created"], "m": told.get("renamed", told.get("changed", 0)), "k": told["unchanged"]}
    click.echo(_("新增%(n)s，变更%(m)s，未变%(k)s。") % counts)
    for problem in told["problems"]:
        words = problem
        if problem["number"]:
            click.echo(_("第%(line)s行，第%(number)s个图形 %(code)s：%(reason)s") % words)
        else:
            click.echo(_("第%(line)s行 %(code)s：%(reason)s") % words)
    for gap in told.get("gaps", ()):
        words = {
            "lon": gap["lon"],
            "lat": gap["lat"],
            "area": f"{gap['area']:,.0f}",
            "beside": "、".join(gap["beside"]),
        }
        click.echo(_("%(lon)s,%(lat)s 有%(area)s平方米不属于任何网格，旁边是%(beside)s。") % words)
