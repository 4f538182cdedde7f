"""`linli prepare`: what an installation needs before it serves, after every update."""

import click

from linli.config.cli import ready


@click.command()
def prepare() -> None:
    """Bring translations, static files and tables up to this program; nothing is done twice."""
    ready()
    from linli.config import prepare as preparation

    preparation.prepare()
