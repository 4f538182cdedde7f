"""`linli notices`: which messages to residents did not go out, or may not have."""

import json

import click
from django.utils import timezone

SHOWN = 50


@click.command("notices")
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, 3660), help="How far back to look."
)
@click.option("--discard", is_flag=True, help="Send nothing of what still waits: after a long outage.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def notices(days: int, discard: bool, as_json: bool) -> None:
    """Count the messages to residents and list those that failed, or of which nobody knows whether they went out.

    Nothing is sent again by itself. Exit code 1 where there are any. No telephone is shown: it is kept nowhere here.
    """
    from linli.doors.notices import queries
    from linli.doors.notices.queueing import discard_waiting

    discarded = discard_waiting(why="discarded") if discard else 0
    now = timezone.now()
    counts, rows = queries.counts(now=now, days=days), queries.in_trouble(now=now, days=days)
    trouble = [
        {
            "number": row.matter.number,
            "verb": row.verb,
            "stage": row.stage,
            "why": row.why,
            "tries": row.tries,
            "at": timezone.localtime(row.begun_at or row.made_at).isoformat(timespec="seconds"),
        }
        for row in rows
    ]
    if as_json:
        said = {"days": days, "counts": counts, "discarded": discarded, "trouble": trouble}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo(", ".join(f"{name} {count}" for name, count in counts.items()))
        for one in trouble[:SHOWN]:
            click.echo("  ".join(str(one[part]) for part in ("at", "number", "stage", "verb", "why")))
        if len(trouble) > SHOWN:
            click.echo(f"and {len(trouble) - SHOWN} more; --json lists all.", err=True)
    raise SystemExit(1 if trouble else 0)


COMMANDS: list[click.Command] = [notices]
