"""`linli routing replay`: ask past matters, or a file of orders, of a draft."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from tqdm import tqdm

from linli.ground.people.actor import SYSTEM
from linli.lib.spreadsheets import Unreadable

YEAR = timedelta(days=365)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group("routing")
def routing() -> None:
    """Try rules of routing before they are in force."""


@routing.command("replay")
@click.argument("draft", type=click.UUID)
@click.option("--since", type=DAY, help="First day of the matters asked; a year before --until if not given.")
@click.option("--until", type=DAY, help="Last day of the matters asked; today if not given.")
@click.option("--file", type=FILE, help="Ask the orders of this CSV or XLSX file instead of our own matters.")
@click.option("--severity", default="", help="What rows of the file count as that do not say it, e.g. large.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def replay(
    draft: Any,
    since: datetime | None,
    until: datetime | None,
    file: Path | None,
    severity: str,
    as_json: bool,
) -> None:
    """Ask past matters of DRAFT (the id in its address) and count what changes. Changes nothing.

    Exit code 1 where rows of the file were not understood; they are listed.
    """
    from linli.flow.routing.laboratory import actions
    from linli.flow.routing.laboratory.models import Draft

    now = timezone.now()
    on = timezone.localdate(now)
    try:
        if file:
            asked = actions.ask_file(
                draft, file, name=file.name, on=on, severity=severity, actor=SYSTEM, now=now
            )
        else:
            last = timezone.make_aware(until) + timedelta(days=1) if until else now
            first = timezone.make_aware(since) if since else last - YEAR
            asked = actions.ask_matters(draft, since=first, until=last, on=on, actor=SYSTEM, now=now)
    except Draft.DoesNotExist as error:
        raise click.UsageError(f"There is no draft {draft}.") from error
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    with tqdm(total=asked.total, disable=None, unit=" matters") as bar:
        done = actions.carry_out(asked, now=now, progress=bar.update)
    bad = asked.asked.get("bad", [])
    _print(done.found, bad, asked.asked.get("bad_rows", 0), as_json=as_json)
    if bad:
        raise SystemExit(1)


def _print(found: dict[str, Any], bad: list[list[Any]], bad_rows: int, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**found, "bad": bad, "bad_rows": bad_rows}, ensure_ascii=False))
        return
    nobody = found["rules_after"].get("", 0)
    click.echo(
        f"{found['asked']} replayed, {found['changed']} would change unit, {nobody} would be nobody's in particular."
    )
    for line, reason in bad:
        click.echo(f"  line {line}: {reason}")


COMMANDS = [routing]
