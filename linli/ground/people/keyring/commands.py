"""`linli recovery-key`: the key in the safe, for the day when nobody else can open a sealed matter."""

import os

import click


@click.group("recovery-key")
def recovery_key() -> None:
    """The centre's recovery key: made once, its private half kept offline, on paper."""


@recovery_key.command("make")
def make() -> None:
    """Print the private half, this once; keep only the public half. Refuses where there is one already."""
    from linli.ground.people.keyring import paper
    from linli.ground.people.keyring.queries import recovery_path
    from linli.lib import envelopes

    pair, path = envelopes.new_pair(), recovery_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(
            f"There is a recovery key already ({path}). What is sealed to it opens with no other; it stays."
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(pair.public.hex() + "\n")
    click.echo(
        "The private half, shown this once. Write it down twice and keep the papers in two safes:", err=True
    )
    click.echo(paper.written(pair.private))
    click.echo("Then check what you wrote: linli recovery-key check", err=True)


@recovery_key.command("check")
def check() -> None:
    """Tell whether the private half on paper is the one that belongs here."""
    from linli.ground.people.keyring.queries import recovery_public
    from linli.lib import envelopes

    public = recovery_public()
    if public is None:
        raise click.ClickException("There is no recovery key yet: linli recovery-key make")
    if envelopes.public_of(typed_private()) != public:
        raise click.ClickException("This is a recovery key, but not the one of this installation.")
    click.echo("The paper holds the recovery key of this installation.")


def typed_private() -> bytes:
    """Ask for what stands on the paper and return the private half."""
    from linli.ground.people.keyring import paper

    try:
        return paper.read(click.prompt("The groups on the paper", hide_input=True, err=True))
    except paper.Misread as error:
        raise click.ClickException(str(error)) from error


COMMANDS: list[click.Command] = [recovery_key]
