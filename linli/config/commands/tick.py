"""`linli tick`: the clocks once, for a cron job or by hand."""

import json

import click

from linli.config.cli import ready


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def tick(as_json: bool) -> None:
    """Let the clocks look at the time once: reminders, escalations and missed limits that are due now."""
    ready()
    from django.utils import timezone

    from linli.core.clocks import actions

    now = timezone.now()
    fired = actions.tick(now=now) or 0
    if as_json:
        click.echo(json.dumps({"now": now.isoformat(), "fired": fired}))
    else:
        click.echo(f"{now:%Y-%m-%d %H:%M:%S %Z}: {fired} reminders and escalations fired.")
