"""`linli demo`: fill an empty installation with the demonstration county."""

import click

from linli.config.cli import ready

MATTERS = 3_000


@click.command()
@click.option(
    "--matters", default=MATTERS, show_default=True, help="How many matters the last twelve months had."
)
def demo(matters: int) -> None:
    """Load the fictitious county: towns, villages, grids, staff, and a year of matters through the real actions."""
    ready()
    from django.conf import settings
    from django.utils import timezone
    from tqdm import tqdm

    from linli.config.demonstration.load import load_demonstration
    from linli.doors.notices.queueing import discard_waiting
    from linli.ground.places.models import Area

    if not settings.DEMONSTRATION:
        raise click.ClickException(
            "The demonstration has public passwords; set LINLI_DEMONSTRATION=1 to load it, never for real work."
        )
    if Area.objects.exists():
        raise click.ClickException(
            "There is data here already. The demonstration goes into an empty installation."
        )
    with tqdm(desc="demonstration county", unit=" acts", disable=None) as bar:
        accounts = load_demonstration(now=timezone.now(), matters=matters, progress=bar.update)
    discard_waiting(why="demonstration")  # the invented residents have no telephones
    for account in accounts:
        click.echo(f"{account.username:20} {account.password}")
