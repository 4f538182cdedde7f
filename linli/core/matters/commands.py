"""`linli verify`: recompute the whole ledger and say what does not fit."""

import json
from dataclasses import asdict

import click
from tqdm import tqdm

from linli.core.matters.ledger.verifying import verify as verify_ledger
from linli.core.matters.models import Entry


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


COMMANDS = [verify]
