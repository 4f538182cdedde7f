"""What an operator can type or set stands in the documents, and nothing else does."""

import re

import click

from linli.config.cli import program
from linli.config.names import NAMES, table
from tests.architecture.source import PACKAGE, ROOT, none, ours

DOCS = ROOT / "docs"
NAME = re.compile(r"\bLINLI_[A-Z][A-Z_]*[A-Z]\b")
READS = {".py", ".sh", ""}


def documents():
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))


def commands(command=program, before="linli"):
    if not isinstance(command, click.Group):
        yield before
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        yield from commands(command.get_command(context, name), f"{before} {name}")


def test_every_command_is_documented():
    text = documents()
    none([name for name in commands() if name not in text], "Say in docs/ what this command is for.")


def test_every_command_says_what_it_does():
    context = click.Context(program)
    silent = [
        name
        for name in program.list_commands(context)
        if not program.get_command(context, name).get_short_help_str()
    ]
    none(silent, "A command without a docstring says nothing at --help.")


def test_every_setting_is_listed_and_every_listed_one_is_read():
    read = set()
    for path in ours():
        inside = (
            path.is_relative_to(PACKAGE)
            or path.parent in (ROOT, ROOT / ".ci", ROOT / "scripts")
            or path.is_relative_to(ROOT / "bench")
        )
        if inside and path.suffix in READS and path.name != "names.py" and "architecture" not in path.parts:
            read |= set(NAME.findall(path.read_text(encoding="utf-8", errors="replace")))
    none(read - set(NAMES), "Add the name to linli/config/names.py, with its default and one sentence.")
    none(set(NAMES) - read, "Nothing reads this name any more: take it out of linli/config/names.py.")


def test_the_page_of_settings_shows_the_table():
    page = (DOCS / "operate" / "settings.md").read_text(encoding="utf-8")
    assert table() in page, "Put the output of `python -m linli.config.names` into docs/operate/settings.md."


def test_the_documents_name_no_setting_that_does_not_exist():
    none(set(NAME.findall(documents())) - set(NAMES), "The documents speak of a setting that nothing reads.")


def test_the_pages_that_the_documents_point_to_exist():
    broken = []
    for path in (*sorted(DOCS.rglob("*.md")), *ROOT.glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    none(broken, "A link leads nowhere.")
