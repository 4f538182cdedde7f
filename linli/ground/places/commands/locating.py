"""`linli locate`: in which grid does a point lie, for one or for millions."""

import csv
import json
import sys
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from linli.ground.places.commands.options import FILE, with_datum
from linli.ground.places.commands.words import refusal
from linli.lib.geo import BadPlace, Datum, checked
from linli.lib.geojson import NotGeoJSON, read_features
from linli.lib.polygons import Lookup
from linli.lib.spreadsheets import Unreadable


class _Number(click.ParamType[float]):
    """A number that may be negative without being taken for an option."""

    name = "degrees"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return float(value)
        except ValueError:
            self.fail(f"{value!r} is not a number of degrees", param, ctx)


def _today(given: datetime | None) -> date:
    return given.date() if given else timezone.localdate()


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=_Number(), required=False)
@click.argument("lat", type=_Number(), required=False)
@with_datum
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="As the grids were on that day. Default: today."
)
@click.option(
    "--points", type=FILE, help="CSV of points (.gz too); the same rows come out with a column `code`."
)
@click.option("--polygons", type=FILE, help="GeoJSON to look in instead of the stored grids (.gz too).")
@click.option("--key", default="code", show_default=True, help="Property of --polygons that is the code.")
@click.option("--lon-column", default="", help="Column of the longitudes.")
@click.option("--lat-column", default="", help="Column of the latitudes.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the CSV there, not on stdout."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def locate(
    lon: float | None,
    lat: float | None,
    datum: Datum,
    on: datetime | None,
    points: Path | None,
    polygons: Path | None,
    key: str,
    lon_column: str,
    lat_column: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Say in which grid a point lies: LON LAT, or a file of --points.

    A point on a border belongs to the grid whose code sorts first. Exit code 1: the point lies in none.
    """
    if points is not None:
        _locate_file(points, polygons, key, datum, _today(on), (lon_column, lat_column), out, as_json)
        return
    if lon is None or lat is None:
        raise click.UsageError("Give LON and LAT, or a file with --points.")
    try:
        checked(lon, lat)
    except BadPlace as error:
        raise click.UsageError(str(error)) from error
    _locate_one(lon, lat, polygons, key, datum, _today(on), as_json)


def _locate_one(
    lon: float, lat: float, polygons: Path | None, key: str, datum: Datum, on: date, as_json: bool
) -> None:
    from linli.ground.places import queries
    from linli.lib.geo import point_to_wgs84

    there = point_to_wgs84(lon, lat, datum)
    answer: dict[str, Any] = {"lon": round(there.lon, 7), "lat": round(there.lat, 7), "code": None}
    if polygons is not None:
        answer["code"] = _lookup(polygons, key).find(there.lon, there.lat)
    elif (cell := queries.locate(there.lon, there.lat, on=on)) is not None:
        above = [
            {"level": area.level, "code": area.code, "name": area.name}
            for area in queries.chain(cell.village)
        ]
        answer |= {"code": cell.code, "name": cell.name, "areas": above}
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif answer["code"] is None:
        click.echo(_("这个位置不在任何网格里。"))
    else:
        click.echo(
            " ".join(
                [answer["code"], *(a["name"] for a in answer.get("areas", ())), answer.get("name", "")]
            ).strip()
        )
    if answer["code"] is None:
        sys.exit(1)


def _lookup(polygons: Path, key: str) -> Lookup:
    try:
        features = [f for f in read_features(polygons) if f.shape is not None]
    except NotGeoJSON as error:
        raise refusal(error) from error
    if missing := [f.number for f in features if f.properties.get(key) in (None, "")]:
        raise click.UsageError(
            f"Feature {missing[0]} of {polygons} has no property {key!r}; name it with --key."
        )
    return Lookup([str(f.properties[key]) for f in features], [f.shape for f in features])


def _locate_file(
    points: Path,
    polygons: Path | None,
    key: str,
    datum: Datum,
    on: date,
    columns: tuple[str, str],
    out: Path | None,
    as_json: bool,
) -> None:
    from linli.ground.places.queries import places
    from linli.ground.places.reading import open_points

    lookup = _lookup(polygons, key) if polygons else places().lookup
    with ExitStack() as stack:
        try:
            table = stack.enter_context(open_points(points, lon=columns[0], lat=columns[1]))
        except Unreadable as error:
            raise refusal(error) from error
        sink = stack.enter_context(out.open("w", encoding="utf-8", newline="")) if out else sys.stdout
        writer = None if as_json and out is None else csv.writer(sink, lineterminator="\n")
        bar = stack.enter_context(tqdm(unit=" points", unit_scale=True, disable=None, file=sys.stderr))
        count = 0
        if writer:
            writer.writerow([*table.columns, "code"])
        for count, (row, code) in enumerate(
            table.located(lookup, datum=datum, on=None if polygons else on), 1
        ):
            if writer:
                writer.writerow([*row, code])
            if count % 10_000 == 0:
                bar.update(10_000)
    told = {"points": count, "outside": table.outside, "unreadable": table.unreadable}
    if as_json:
        click.echo(json.dumps(told), err=writer is not None and out is None)
