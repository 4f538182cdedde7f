"""`linli procedure`: show what may happen to a matter, as the file in force says."""

import click

from linli.core.procedures import shelf
from linli.core.procedures.markdown import page
from linli.core.procedures.reading import ProcedureWrong


@click.command("procedure")
@click.argument("name")
def procedure(name: str) -> None:
    """Print a procedure as Markdown: its states, steps, questions and clocks. Exit code 1 when its file is wrong."""
    try:
        found = shelf.current(name)
    except LookupError as error:
        raise click.BadParameter(f"no procedure is named {name}", param_hint="NAME") from error
    except ProcedureWrong as error:
        raise click.ClickException(str(error)) from error
    click.echo(page(found), nl=False)


COMMANDS = [procedure]
