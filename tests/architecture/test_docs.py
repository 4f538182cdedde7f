"""The documents tell the truth: what they describe is all there is, and what they name is there."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

from click.testing import CliRunner

from linli.core import capability
from linli.core.capability import Capability, Kind
from linli.core.matters import telling
from linli.core.matters.ledger import following
from linli.core.procedures import shelf
from linli.core.procedures.commands import procedure
from linli.core.procedures.procedure import AskKind
from linli.core.procedures.reading import KEYS, LEVELS
from linli.core.registers import declaration
from linli.core.registers.declaration import Register
from tests.architecture.source import PACKAGE, ROOT, none, ours, python

DOCS = ROOT / "docs"
EXTEND = DOCS / "extend"
PATH = re.compile(r"`((?:linli|localities|tests|docs|scripts|bench|\.ci)/[\w./-]+)`")
QUOTED = re.compile(r"`([^`\s]+)`")
RECORDED = re.compile(r'"((?:intake|routing|handling|outcomes|clocks|registers)\.[a-z_]+ed)"')
LOGGED = re.compile(r'\blog\.\w+\(\s*"([a-z_.]+)"')


def pages() -> list[Path]:
    return [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


def words(*where: str) -> str:
    return DOCS.joinpath(*where).read_text(encoding="utf-8")


def quoted(*where: str) -> set[str]:
    """Return every word between back-quotes of a page."""
    return set(QUOTED.findall(words(*where)))


def test_every_key_of_a_procedure_is_described_and_no_other():
    sections = re.split(r"^## ", words("extend", "procedures.md"), flags=re.MULTILINE)
    of = {re.sub(r"[`\[\]]", "", part.splitlines()[0]): part for part in sections}
    titles = {"file": "The file", "states": "states", "steps": "steps", "asks": "asks", "clocks": "clocks"}
    for table, title in titles.items():
        rows = [line.split("|")[1] for line in of[title].splitlines() if line.startswith("| `")]
        described = {name for cell in rows for name in QUOTED.findall(cell)}
        assert described == KEYS[table], f"docs/extend/procedures.md, table of {title}"


def test_every_choice_in_a_procedure_is_described():
    known = {*get_args(AskKind), *LEVELS}
    none(known - quoted("extend", "procedures.md"), "Say in docs/extend/procedures.md what this word means.")


def test_the_page_of_each_procedure_is_what_the_command_prints():
    for one in capability.every():
        printed = CliRunner().invoke(procedure, [one.procedure]).output
        assert words("extend", f"{one.procedure}-procedure.md") == printed, (
            f"linli procedure {one.procedure} > docs/extend/{one.procedure}-procedure.md"
        )


def test_every_part_of_a_declaration_is_described():
    parts = {field.name for part in (Capability, Kind) for field in fields(part)}
    none(parts - quoted("extend", "capability.md"), "Describe it in docs/extend/capability.md.")
    parts = {field.name for field in fields(Register)}
    none(parts - quoted("extend", "registers.md"), "Describe it in docs/extend/registers.md.")


def test_every_register_is_listed():
    names = {one.name for one in declaration.every()}
    none(names - quoted("extend", "registers.md"), "List it in docs/extend/registers.md.")


def recorded() -> set[str]:
    """Return every verb that a step or a program of ours records."""
    verbs = {step.verb for one in capability.every() for step in shelf.current(one.procedure).steps.values()}
    for path in python(tests=False):
        text = path.read_text(encoding="utf-8")
        verbs |= set(RECORDED.findall(text)) - set(LOGGED.findall(text))
    return verbs


def test_every_verb_and_every_follower_is_listed_and_no_other():
    verbs = recorded() | set(telling._descriptions) | set(following._by_verb)
    page = words("extend", "entries.md")
    listed = {name for line in page.splitlines() if line.startswith("| `") for name in QUOTED.findall(line)}
    listed = {name for name in listed if re.fullmatch(r"[a-z_]+\.[a-z_]+", name)}
    none((verbs | set(following._followers)) - listed, "List it in docs/extend/entries.md.")
    none(listed - verbs - set(following._followers), "docs/extend/entries.md lists what does not exist.")


def test_everything_that_happens_to_a_matter_reads_in_words():
    silent = {verb for verb in recorded() - set(telling._descriptions) if not verb.startswith("registers.")}
    none(silent, "Say in the entry_texts.py of the room that owns the verb how it reads.")


def test_every_file_that_a_page_names_exists():
    wrong = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in pages()
        for path in PATH.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    none(wrong, "The page names a file that is not there.")


def test_every_word_of_the_glossary_stands_in_the_code():
    sources = [path for path in ours() if path.suffix in {".py", ".toml"} and path.is_relative_to(PACKAGE)]
    known = set(re.findall(r"\w+", "\n".join(path.read_text(encoding="utf-8") for path in sources)))
    unknown = [word for word in quoted("glossary.md") if not set(re.findall(r"\w+", word)) <= known]
    none(unknown, "docs/glossary.md names what the code does not know.")


def test_decisions_are_numbered_without_gaps_and_say_why():
    records = sorted((DOCS / "decisions").glob("0*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), path.name
        assert path.name in words("decisions", "README.md"), path.name


def test_every_page_is_reached_from_the_index():
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in re.findall(r"\]\((?!https?:)([^)#\s]+\.md)", page.read_text(encoding="utf-8")):
            waiting.append((page.parent / target).resolve())
    none(
        [str(page.relative_to(ROOT)) for page in DOCS.rglob("*.md") if page not in reached],
        "Link the page from docs/README.md.",
    )


def test_the_commands_of_the_readme_are_those_of_run_py():
    known = set(re.findall(r'^    "(\w+)": \(', (ROOT / "run.py").read_text(encoding="utf-8"), re.MULTILINE))
    used = {
        name
        for page in pages()
        for name in re.findall(r"python3 run\.py ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    none(used - known, "A page tells to run what run.py does not know.")


def test_the_accounts_of_the_readme_are_those_of_the_demonstration():
    plan = (ROOT / "localities" / "demonstration" / "units.toml").read_text(encoding="utf-8")
    accounts = set(re.findall(r'account = "([a-z-]+)"', plan))
    rows = [
        line
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert {QUOTED.findall(row)[0] for row in rows if not row.startswith("| `/")} == accounts
