"""`linli retention`: erase what has been kept long enough, or say what would be erased."""

import json

import click
from django.utils import timezone
from tqdm import tqdm

from linli.core.personal_data import keeping, retention


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what is due.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(dry_run: bool, as_json: bool) -> None:
    """Erase what has been kept long enough, once the centre has confirmed its periods. The worker does so every day.

    Exit code 1 when something could not be erased, or the periods are not confirmed.
    """
    now = timezone.now()
    confirmed = keeping.is_confirmed(on=timezone.localdate(now))
    if dry_run or not confirmed:
        found = retention.preview(now=now)
    else:
        waiting = sum(count.due for count in retention.preview(now=now).classes.values())
        with tqdm(total=waiting, disable=None, unit=" matters", desc="retention") as bar:
            found = retention.run(now=now, progress=bar.update)
    if as_json:
        click.echo(json.dumps({**found.as_json(), "confirmed": confirmed, "dry_run": dry_run}))
    else:
        say(found, dry_run=dry_run, confirmed=confirmed)
    if found.failed or not (confirmed or dry_run):
        raise SystemExit(1)


def say(found: retention.Found, *, dry_run: bool, confirmed: bool) -> None:
    for keep, count in found.classes.items():
        click.echo(
            f"{keep}: {count.due:,} due, {count.erased:,} erased, {count.held:,} kept back, {count.failed:,} failed."
        )
    for one in found.failed:
        click.echo(f"  {one['what']} of {one['matter']}: {one['error']}")
    if not confirmed:
        click.echo(
            "The centre has not confirmed its periods (provision retention.confirmed): nothing is erased by age."
        )
    elif dry_run:
        click.echo("Nothing was changed.")


COMMANDS = [command]
