"""The one command-line program. Its own commands load when they are called; those of the apps when Django is up.

An app offers commands by `commands.py` with `COMMANDS` (and `IMPORTS`, which hang under `linli import`, and
`LESSONS` and `EVALUATIONS`, under `linli learn` and `linli evaluate`).
Exit codes everywhere: 0 all right, 1 found something wrong, 2 wrong usage.
"""

import os
from importlib import import_module
from importlib.util import find_spec

import click

# name: (module under linli.config.commands, one line for --help, so that listing them imports nothing)
OWN = {
    "serve": ("serve", "Serve the pages and the API."),
    "worker": ("worker", "Carry out what follows from what happened: deliveries, sealing, clocks."),
    "demo": ("demo", "Fill an empty installation with the demonstration county."),
    "tick": ("tick", "Let the clocks look at the time once."),
    "doctor": ("doctor", "Say what is wrong with this installation and how to mend it."),
    "prepare": ("prepare", "Bring translations, static files and tables up to this program."),
    "backup": ("backup", "Write everything that must not be lost into one file."),
    "restore": ("restore", "Fill an empty installation from a backup."),
    "cell": ("cell", "Make and check a cell: one centre among others on one PostgreSQL."),
}


def main() -> None:
    program(prog_name="linli")


def ready() -> None:
    """Bring Django up, or say in one sentence why it does not come up."""
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(
            f"The settings are not right: {error}\nSee docs/operate/settings.md."
        ) from error
    except PermissionError as error:
        raise click.ClickException(
            f"This user may not use {error.filename}. Run as the user who owns the data folder, or set LINLI_VAR."
        ) from error


def offered(attribute: str) -> dict[str, click.Command]:
    """Return what the `commands.py` of the installed rooms offer, in the order of the settings."""
    from django.apps import apps

    ready()
    commands: dict[str, click.Command] = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("linli.") or find_spec(f"{app.name}.commands") is None:
            continue
        for command in getattr(import_module(f"{app.name}.commands"), attribute, ()):
            commands[str(command.name)] = command
    return commands


class Program(click.Group):
    """Finds its own commands by name and the others in the installed rooms."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*OWN, *super().list_commands(ctx), *offered("COMMANDS")})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OWN:
            module = import_module(f"linli.config.commands.{OWN[cmd_name][0]}")
            command: click.Command = getattr(module, cmd_name)
            return command
        return super().get_command(ctx, cmd_name) or offered("COMMANDS").get(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = None if name in OWN else self.get_command(ctx, name)
            rows.append((name, OWN[name][1] if command is None else command.get_short_help_str(90)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Hung(click.Group):
    """A group whose commands are those that the installed rooms offer under one attribute."""

    offers = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(offered(self.offers))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return offered(self.offers).get(cmd_name)


class Imports(Hung):
    """What a centre already has, brought in by the rooms that know it."""

    offers = "IMPORTS"


class Lessons(Hung):
    """What the rooms learn from the centre's own past."""

    offers = "LESSONS"


class Evaluations(Hung):
    """How well what was learned does, measured by the rooms that learn."""

    offers = "EVALUATIONS"


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name=None, version="0.4.0", prog_name="linli")
def program() -> None:
    """Linli 邻里: gives every matter an owner, a clock and an answer, and proves it afterwards.

    Exit codes: 0 all right · 1 found something wrong · 2 wrong usage. Settings: docs/operate/settings.md.
    """


@program.group("import", cls=Imports)
def imports() -> None:
    """Bring in what a centre already has: units, grids, categories, staff, old matters."""


@program.group("learn", cls=Lessons)
def lessons() -> None:
    """Learn from what this centre has done. Nothing learned is applied by itself."""


@program.group("evaluate", cls=Evaluations)
def evaluations() -> None:
    """Measure on a file how well suggestions do: each is made without having seen its answer."""
