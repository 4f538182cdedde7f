"""No word that somebody types becomes part of a statement, a page's code or a header: by reading the sources, and by trying.

Tried: every part of every address and every parameter that any page reads, all at once and, with LINLI_TEST_LONG, one by one.
"""

import ast
import re
from urllib.parse import quote, urlencode
from zlib import crc32

import pytest
from django.db import connection
from django.urls import reverse
from django.urls.converters import StringConverter

from linli.config.env import ROOT
from linli.testing.long import is_long
from tests.architecture.source import PACKAGE, at, calls, dotted, python, tree
from tests.noninterference.asking import Ask, Site, form
from tests.proof.leaks.table import rows
from tests.proof.leaks.test_matrix import known, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("matrix")]

# Where statements are written by hand, and what they are made of.
STATEMENTS = {
    "linli/ground/indexes.py": "names of indexes, from migrations",
    "linli/core/matters/search/store.py": "constants; words are parameters, and letters and digits alone",
    "linli/core/matters/search/finding.py": "passes on what store made",
    "linli/ground/prepared.py": "what the ORM compiled; values are parameters",
    "linli/flow/handling/worklists/counting.py": "what the ORM compiled, put together; values are parameters",
    "linli/core/matters/copying.py": "names of tables and columns of models; values are parameters",
    "linli/core/matters/ledger/verifying": "constants, and a snapshot that PostgreSQL named; bounds are parameters",
    "linli/core/personal_data/retention.py": "a constant",
    "linli/core/personal_data/replaying.py": "a constant",
    "linli/flow/statistics/keeping.py": "names of columns of a model; values are parameters",
    "linli/config": "commands of the operator: no request reaches them",
    "linli/testing": "tests",
}
# Where text is called safe for a page, and why it is.
SAFE_TEXT = {
    "linli/ground/look/renderer.py": "built from parts that are each escaped",
    "linli/doors/desk/panels.py": "rendered by templates",
    "linli/doors/portal/panels.py": "rendered by templates",
    "linli/doors/desk/suggesting/fields.py": "rendered by templates",
    "linli/doors/portal/proofs/templates/portal_proofs/alone.html": "script and style that ship with us",
}
BY_HAND = {"raw", "extra", "execute", "executemany", "RawSQL"}
NOT_SQL = {"pool", "executor", "runner"}


def reviewed(path, where):
    name = str(path.relative_to(ROOT))
    return any(name == one or name.startswith(f"{one}/") for one in where)


def test_statements_are_written_by_hand_only_where_somebody_looked():
    found = []
    for path in python(tests=False):
        if "migrations" in path.parts or not path.is_relative_to(PACKAGE) or reviewed(path, STATEMENTS):
            continue
        for call in calls(path):
            names = dotted(call.func).split(".")
            if (
                names[-1] in BY_HAND
                and (len(names) > 1 or names[-1] == "RawSQL")
                and not set(names) & NOT_SQL
            ):
                found.append(at(path, call))
    assert not found, (
        f"Ask the ORM, or add the file to the list and say what its statements are made of: {found}"
    )


def test_no_door_knows_a_statement():
    found = [
        at(path, node)
        for path in python(tests=False)
        if path.is_relative_to(PACKAGE / "doors") or path.is_relative_to(PACKAGE / "capabilities")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Name)
        and (getattr(node, "attr", "") or getattr(node, "id", "")) in ("cursor", "RawSQL", "connection")
    ]
    assert not found


def test_text_is_called_safe_only_where_somebody_looked():
    found = []
    for path in python(tests=False):
        if not reviewed(path, SAFE_TEXT) and path.is_relative_to(PACKAGE):
            found += [
                at(path, call)
                for call in calls(path)
                if dotted(call.func).split(".")[-1] in ("mark_safe", "SafeString")
            ]
    for path in PACKAGE.rglob("templates/**/*"):
        if reviewed(path, SAFE_TEXT):
            continue
        if path.is_file() and re.search(
            r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq", path.read_text(encoding="utf-8")
        ):
            found.append(str(path))
    assert not found, found


def parameters():
    """Return every name that any page reads from what follows the address, and every field of every form."""
    found = {"q", "after", "before", "page"}
    for path in python(tests=False):
        if not (
            path.is_relative_to(PACKAGE / "doors")
            or path.is_relative_to(PACKAGE / "capabilities")
            or path.is_relative_to(PACKAGE / "flow")
        ):
            continue
        for call in calls(path):
            names = dotted(call.func).split(".")
            first = call.args[0] if call.args else None
            if (
                names[-1] in ("get", "getlist")
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and any("Form" in dotted(base) for base in node.bases):
                found |= {
                    one.targets[0].id
                    for one in node.body
                    if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
                }
    return sorted(name for name in found if re.fullmatch(r"[a-z_]{1,40}", name))


HOSTILE = [
    "'", "' OR '1'='1", "1); SELECT pg_sleep(9)--", '"; DROP TABLE matters_matter;--', "\\", "%", "%_%", "\x00", "a\x00b", "-1", "9" * 40,
    "1e999", "NaN", "2026-99-99", "0001-01-01", "9999-12-31", "\u0661\u0662", "\ud7ff\U0010ffff", "{{7*7}}", "${7*7}", "<script>alert(1)</script>",
    "../../etc/passwd", "\r\nSet-Cookie: evil=1", "[]", "{}", "null", "01a2033c-328d-7025-a62b-79a72973abe2", "00000000-0000-0000-0000-000000000000", "x" * 9000,
]  # fmt: skip
FEW = 3


def strings_for(name):
    """Return what is tried at this address: everything with time, otherwise a few, other ones at each."""
    if is_long():
        return HOSTILE
    begin = crc32(name.encode())
    few = 1 if connection.vendor == "sqlite" else FEW
    return [HOSTILE[(begin + turn * 7) % len(HOSTILE)] for turn in range(few)]


def answered(site, world, name, path, said=None):
    allowed = sorted(rows()[name].let_in.get("GET" if said is None else "POST", ())) or ["leader"]
    viewer = "leader" if "leader" in allowed else allowed[0]
    return site.ask(world.viewers[viewer], Ask(path, said))


def fault(answer, what):
    if answer.status >= 500:
        return f"{what}: {answer.status}"
    if any("evil" in value and name == "Set-Cookie" for name, value in answer.headers):
        return f"{what}: a header was forged"
    return f"{what}: runs" if b"<script>alert(1)" in answer.body else ""


def test_no_parameter_and_no_field_breaks_a_page(world, evidence):
    site, wrong, count, names = Site(), [], 0, parameters()
    assert len(names) > 60
    for address in known():
        row, path = rows()[address.name], path_of(world, address)
        for words in strings_for(address.name):
            one_by_one = is_long() and words == HOSTILE[crc32(address.name.encode()) % len(HOSTILE)]
            alone = [[name] for name in names] if one_by_one else []
            for chosen in [names, *alone]:
                said = dict.fromkeys(chosen, words)
                for method in row.let_in:
                    what = f"{method} {address.name} {words[:30]!r}"
                    full = f"{path}?{urlencode(said)}" if method == "GET" else path
                    answer = answered(
                        site, world, address.name, full, form(said) if method == "POST" else None
                    )
                    count += 1
                    if wrongly := fault(answer, what):
                        wrong.append(wrongly)
    assert not wrong, "\n".join(sorted(set(wrong)))
    evidence("S12", requests=count, parameters=len(names), failed=0)


def test_no_part_of_an_address_breaks_a_page(world):
    site, wrong = Site(), []
    for address in known():
        for part in address.parts:
            if part in address.keys:
                continue
            for words in strings_for(f"{address.name} {part}"):
                try:
                    path = path_of(world, address, **{part: StringConverter().to_url(words)})
                except Exception:  # nothing leads there: asked as a text below
                    path = None
                if path is None:
                    there = str(world.value(address.name, part))
                    path = path_of(world, address).replace(quote(there), quote(words, safe=""))
                for method in rows()[address.name].let_in:
                    said = () if method == "POST" else None
                    if wrongly := fault(
                        answered(site, world, address.name, path, said), f"{method} {path[:90]}"
                    ):
                        wrong.append(wrongly)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("words", HOSTILE[:8])
def test_a_hostile_word_finds_no_more_than_a_word_that_nobody_wrote(world, words):
    """Nor does it take longer: what the database does for both is the same number of statements."""
    from django.test.utils import CaptureQueriesContext

    site, viewer, found = Site(), world.viewers["leader"], []
    for one in (words, "鑫淼焱垚" * 2):
        pages = [
            f"{reverse('desk:search')}?q={quote(one)}",
            f"{reverse('desk:register', args=['units'])}?q={quote(one)}",
        ]
        with CaptureQueriesContext(connection) as asked:
            answers = [site.ask(viewer, Ask(page)) for page in pages]
        found.append((len(asked), [answer.body.count(world.own.number.encode()) for answer in answers]))
    assert found[0][1] == found[1][1]
    assert found[0][0] <= found[1][0] + 2
