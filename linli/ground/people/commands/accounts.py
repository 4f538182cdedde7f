"""`linli account`: the first accounts, and help for whoever locked themselves out."""

from typing import Any

import click
from django.utils import timezone

from linli.ground.people.actor import SYSTEM


@click.group("account")
def account() -> None:
    """Make, help and disable staff accounts from the machine itself."""


@account.command("add")
@click.argument("username")
@click.argument("name")
@click.option("--unit", required=True, help="Code of the unit.")
@click.option("--role", required=True, help="Code of the role, for example personnel.")
@click.option("--phone", default="", help="Work telephone.")
def add(username: str, name: str, unit: str, role: str, phone: str) -> None:
    """Make an account with a post in a unit and print its first password."""
    from linli.ground.people import actions
    from linli.ground.people.models import Post, Role, Unit

    now = timezone.now()
    place = Unit.objects.filter(code=unit).first()
    kind = Role.objects.filter(code=role).first()
    if place is None or kind is None:
        raise click.UsageError(f"There is no {'unit ' + unit if place is None else 'role ' + role}.")
    try:
        staff, password = actions.add_staff(username, name, phone=phone, actor=SYSTEM, now=now)
    except actions.AccountImpossible as error:
        raise click.ClickException(str(error)) from error
    post = Post.objects.filter(unit=place, role=kind).first() or Post(unit=place, role=kind, name=kind.name)
    post.save()
    actions.appoint(staff, post, on=timezone.localdate(now), actor=SYSTEM, now=now)
    click.echo(f"{staff.username}\t{password}")


@account.command("password")
@click.argument("username")
def password(username: str) -> None:
    """Print a new first password; it must be changed at the next login, and open sessions end."""
    from linli.ground.people import actions

    click.echo(actions.reset_password(_staff(username), actor=SYSTEM, now=timezone.now()))


@account.command("forget-factor")
@click.argument("username")
def forget_factor(username: str) -> None:
    """Take away a lost second factor, so that another can be set up at the next login."""
    from linli.ground.people import actions

    actions.remove_second_factor(_staff(username), actor=SYSTEM, now=timezone.now())


@account.command("sign-out")
@click.argument("username", required=False)
@click.option("--all", "everybody", is_flag=True, help="Every account, as after a leak.")
def sign_out(username: str | None, everybody: bool) -> None:
    """End every open session of one account, or of all; the accounts stay."""
    from linli.ground.people import actions
    from linli.ground.people.models import Staff

    if everybody == (username is not None):
        raise click.UsageError("Name one account, or give --all.")
    for one in Staff.objects.all() if everybody else [_staff(str(username))]:
        actions.end_sessions(one, actor=SYSTEM, now=timezone.now())


@account.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Let nobody log in to the account any more and end its sessions."""
    from linli.ground.people import actions

    actions.disable(_staff(username), actor=SYSTEM, now=timezone.now())


@account.command("enable")
@click.argument("username")
def enable(username: str) -> None:
    """Let the account log in again."""
    from linli.ground.people import actions

    actions.enable(_staff(username), actor=SYSTEM, now=timezone.now())


def _staff(username: str) -> Any:
    from linli.ground.people.models import Staff

    staff = Staff.objects.filter(username=username).first()
    if staff is None:
        raise click.UsageError(f"There is no account {username}.")
    return staff
