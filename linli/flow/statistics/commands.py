"""`linli rebuild statistics`: count everything anew, or only check that a rebuild would change nothing."""

import json

import click
from tqdm import tqdm

from linli.core.matters.models import Matter
from linli.flow.statistics.actions import differences, rebuild
from linli.ground.people.actor import SYSTEM


@click.group("rebuild")
def rebuild_group() -> None:
    """Make anew what follows from the ledger."""


@rebuild_group.command("statistics")
@click.option("--check", is_flag=True, help="Write nothing; say what a rebuild would change.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def rebuild_statistics(check: bool, as_json: bool) -> None:
    """Count all figures anew from the ledger. Exit code 1 when --check finds a difference."""
    matters = Matter.objects.visible_to(SYSTEM).count()
    with tqdm(total=matters, disable=None, unit=" matters") as bar:
        found = differences(progress=bar.update) if check else []
        counted = matters if check else rebuild(progress=bar.update)
    if as_json:
        click.echo(json.dumps({"matters": counted, "differences": found}))
    elif check:
        click.echo(
            f"{counted} matters counted anew, {len(found)} differences."
            + "".join(f"\n  {f}" for f in found[:20])
        )
    else:
        click.echo(f"{counted} matters counted anew.")
    if found:
        raise SystemExit(1)


COMMANDS = [rebuild_group]
