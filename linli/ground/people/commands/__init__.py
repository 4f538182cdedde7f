"""`linli account …`, `linli import units`, `linli import staff`, `linli import roles`."""

import click

from linli.ground.people.commands.accounts import account
from linli.ground.people.commands.importing import roles, staff, units

COMMANDS: list[click.Command] = [account]
IMPORTS: list[click.Command] = [units, staff, roles]
