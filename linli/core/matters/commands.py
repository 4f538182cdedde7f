"""`linli verify`: recompute the whole ledger and say what does not fit. `linli recovery-key give`: a way into a sealed matter."""

import json
from dataclasses import asdict

import click
from django.utils import timezone
from tqdm import tqdm

from linli.core.matters.ledger.verifying import verify as verify_ledger
from linli.core.matters.models import Entry
from linli.ground.people.keyring.commands import recovery_key, typed_private


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(as_json: bool) -> None:
    """Check every entry, chain, log tile and signed checkpoint. Exit code 1 when something does not fit."""
    with tqdm(total=Entry.objects.count(), disable=None, unit=" entries") as bar:
        verdict = verify_ledger(progress=bar.update)
    if as_json:
        click.echo(json.dumps({**asdict(verdict), "sound": verdict.sound}))
    else:
        click.echo(f"{verdict.entries} entries, {verdict.sealed} sealed, {verdict.checkpoints} checkpoints.")
        if verdict.erased:
            click.echo(
                f"The words of {verdict.erased} entries were erased lawfully; each erasing is an entry."
            )
        for finding in verdict.findings:
            click.echo(f"  {finding.what}: {finding.where}")
        click.echo("Nothing was altered." if verdict.sound else "The ledger was altered.")
    if not verdict.sound:
        raise SystemExit(1)


@recovery_key.command("give")
@click.argument("number")
@click.argument("username")
def give(number: str, username: str) -> None:
    """Give the key of the sealed matter NUMBER to the colleague USERNAME, with the private half on paper."""
    from linli.core.matters import sealed

    try:
        sealed.recover(number, username, private=typed_private(), now=timezone.now())
    except sealed.NoKey as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(
        f"{username} holds the key of {number} now; it is recorded, and whoever brought it can see that."
    )


COMMANDS = [verify]
