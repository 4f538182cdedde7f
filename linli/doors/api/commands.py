"""`linli api-client`: which programs may use the API."""

import json

import click
from django.utils import timezone

from linli.doors.api import actions, queries
from linli.ground.people.actions import AccountImpossible
from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Post, Role, Unit


@click.group("api-client")
def api_client() -> None:
    """Let programs use the API, list them, shut them out."""


@api_client.command("add")
@click.argument("name")
@click.option("--unit", required=True, help="Code of the unit for which the program acts.")
@click.option("--role", required=True, help="Code of the role whose permissions it gets.")
@click.option("--may", multiple=True, help="Only these permissions of the role; may be given several times.")
@click.option(
    "--per-minute", type=click.IntRange(1), default=600, show_default=True, help="Most requests a minute."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def add(name: str, unit: str, role: str, may: tuple[str, ...], per_minute: int, as_json: bool) -> None:
    """Let the program NAME in and print its token, which is shown this once."""
    now = timezone.now()
    place, kind = Unit.objects.filter(code=unit).first(), Role.objects.filter(code=role).first()
    if place is None or kind is None:
        raise click.UsageError(f"There is no {'unit ' + unit if place is None else 'role ' + role}.")
    post, _new = Post.objects.get_or_create(unit=place, role=kind, defaults={"name": kind.name})
    try:
        client, token = actions.add_client(
            name, post, permissions=may, per_minute=per_minute, actor=SYSTEM, now=now
        )
    except (actions.ClientImpossible, AccountImpossible) as error:
        raise click.UsageError(str(error)) from error
    click.echo(json.dumps({"id": str(client.id), "token": token}) if as_json else token)


@api_client.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_clients(as_json: bool) -> None:
    """List the programs; tokens cannot be shown again."""
    rows = [
        {
            "name": client.staff.name,
            "made_at": client.made_at.isoformat(),
            "revoked_at": client.revoked_at.isoformat() if client.revoked_at else None,
            "permissions": client.permissions,
            "per_minute": client.per_minute,
        }
        for client in queries.clients()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']}\t{row['made_at']}\t{row['revoked_at'] or 'in use'}")


@api_client.command("revoke")
@click.argument("name")
def revoke(name: str) -> None:
    """Shut the program NAME out, at once and for good."""
    client = queries.client_named(name)
    if client is None:
        raise click.UsageError(f"No program in use is called {name}.")
    actions.revoke(client, actor=SYSTEM, now=timezone.now())
    click.echo(f"{name}: revoked.")


COMMANDS: list[click.Command] = [api_client]
