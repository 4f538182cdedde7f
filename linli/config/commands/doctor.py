"""`linli doctor`: what is wrong here, and how to mend it."""

import dataclasses
import json

import click

from linli.config.cli import ready

MARKS = {"ok": "ok      ", "warning": "warning ", "wrong": "WRONG   "}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def doctor(as_json: bool) -> None:
    """Say what is wrong with this installation and how to mend it. Exit code 1 if anything is wrong; reads only."""
    ready()
    from django.utils import timezone

    from linli.config.doctor import examine

    found = examine(now=timezone.localtime())
    wrong = [finding for finding in found if finding.level == "wrong"]
    if as_json:
        findings = [dataclasses.asdict(finding) for finding in found]
        click.echo(json.dumps({"well": not wrong, "findings": findings}, ensure_ascii=False))
    else:
        for finding in found:
            click.echo(f"{MARKS[finding.level]}{finding.name}: {finding.said}")
            if finding.mend:
                click.echo(f"        → {finding.mend}")
        click.echo(f"{len(wrong)} things are wrong." if wrong else "All is well.")
    raise SystemExit(1 if wrong else 0)
