"""`linli import units`, `linli import staff`, `linli import roles`."""

import csv
import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable, safe_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("units")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def units(file: Path, as_json: bool) -> None:
    """Take units from a CSV or XLSX FILE.

    Columns: code, name, kind, area, level, parent, phone, address, aliases, valid_from, valid_to, successor; the
    Chinese headings do as well. Rows that cannot be taken are named (exit code 1). Divisions come first.
    """
    from linli.ground.people.imports import import_units

    try:
        report = import_units(file, actor=SYSTEM)
    except Unreadable as error:
        raise click.ClickException(_(error.sentence) + "、".join(error.columns)) from error
    _tell(
        {"added": report.added, "changed": report.changed, "bad": [asdict(row) for row in report.bad]},
        as_json,
    )


@click.command("staff")
@click.argument("file", type=FILE)
@click.option(
    "--passwords", type=click.Path(path_type=Path), help="Write the first passwords to this new CSV file."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (without passwords).")
def staff(file: Path, passwords: Path | None, as_json: bool) -> None:
    """Take staff from a CSV or XLSX FILE and give new accounts a first password.

    Columns: username, name, phone, unit (code or name), post, role, cells, duty; the Chinese headings do as well.
    Rows that cannot be taken are named (exit code 1). Units and roles come first.
    """
    from linli.ground.people.imports import import_staff

    if passwords and passwords.exists():
        raise click.UsageError(f"{passwords} is there already; it will not be overwritten.")
    now = timezone.now()
    try:
        report = import_staff(file, actor=SYSTEM, now=now, on=_today(now), progress=_with_bar)
    except Unreadable as error:
        raise click.ClickException(_(error.sentence) + "、".join(error.columns)) from error
    rows = [(one.username, one.name, one.password) for one in report.passwords]
    if passwords:
        _write_passwords(passwords, rows)
    elif not as_json:
        for row in rows:
            click.echo("\t".join(row))
    _tell(
        {"added": report.added, "changed": report.changed, "bad": [asdict(row) for row in report.bad]},
        as_json,
    )


@click.command("roles")
@click.argument("file", type=FILE)
def roles(file: Path) -> None:
    """Make or change the roles that a TOML FILE describes; roles it does not name stay."""
    from linli.ground.people.imports import RolesInvalid, load_roles

    try:
        made = load_roles(file, actor=SYSTEM)
    except RolesInvalid as error:
        raise click.ClickException("\n".join(error.faults)) from error
    click.echo("、".join(role.name for role in made))


def _write_passwords(path: Path, rows: list[tuple[str, str, str]]) -> None:
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        named = [(safe_text(account), safe_text(name), password) for account, name, password in rows]
        csv.writer(target).writerows([(_("账号"), _("姓名"), _("初始密码")), *named])


def _with_bar(rows: Any) -> Any:
    return tqdm(rows, unit=" rows", disable=None, file=sys.stderr)


def _today(now: datetime) -> date:
    return timezone.localdate(now)


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(_("新增%(added)s，更新%(changed)s。") % told)
        for row in told["bad"]:
            line, reason = row["line"], row["reason"]
            click.echo(_("第%(line)s行没有导入：%(reason)s") % {"line": line, "reason": _(reason)})
    if told["bad"]:
        sys.exit(1)
