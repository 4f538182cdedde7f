"""`linli evaluate routing`."""

import click

EVALUATIONS: list[click.Command] = []
