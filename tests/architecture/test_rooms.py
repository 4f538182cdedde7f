"""Who may know whom, where an import does not show it."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import (
    PACKAGE,
    ROOT,
    at,
    calls,
    dotted,
    none,
    ours,
    python,
    room,
    tree,
    words_of,
)

WRITING = {"save", "delete", "create", "bulk_create", "update", "get_or_create", "update_or_create"}
ALWAYS_WRITING = {"save", "delete", "bulk_create"}
NOT_ROWS = {
    "session",
    "cache",
    "messages",
    "hashlib",
    "digest",
    "environment",
    "headers",
    "form",
    "context",
    "params",
}
READING_AND_WRITING = {"queries", "actions", "models", "commands"}  # also in the folder of the API
CAPABILITIES = sorted(
    path.name for path in (PACKAGE / "capabilities").iterdir() if (path / "__init__.py").is_file()
)
LOWER = {"doors", "flow", "core", "ground", "lib"}

# Pages that are no door of ours: signing in, language, the parts of every page, files by what one may see.
BESIDE_THE_DOORS = ("allauth.", "django.views.i18n", "django.conf.urls.i18n", "linli.ground.")


@pytest.mark.slow
def test_imports_run_downwards_only():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_views_neither_query_nor_write():
    found = []
    for path in python(tests=False):
        if not words_of(path) & {"views", "api"} or path.stem in READING_AND_WRITING:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
                found.append(at(path, node))
        for call in calls(path):
            names = dotted(call.func).split(".")
            writes = names[-1] in WRITING and ("objects" in names or names[-1] in ALWAYS_WRITING)
            if len(names) > 1 and writes and not set(names[:-1]) & NOT_ROWS:
                found.append(at(path, call))
    none(found, "A view translates HTTP: read through `queries`, write through `actions`.")


def test_doors_read_matters_only_through_what_the_actor_may_see():
    found = []
    for path in python(tests=False):
        if room(path) not in {"doors", "capabilities"}:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and dotted(node.value).endswith("Matter.objects"):
                found += [at(path, node)] if node.attr != "visible_to" else []
    none(
        found, "Read matters by `Matter.objects.visible_to(actor)`: every other way shows what is not theirs."
    )


def test_lower_rooms_never_name_a_capability():
    named = re.compile(rf"^(?:linli\.)?capabilities\b|^(?:{'|'.join(CAPABILITIES)})\.[a-z_]+$")
    found = []
    for path in python(tests=False):
        if room(path) not in LOWER:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.search(node.value):
                found.append(f"{at(path, node)} {node.value}")
    none(
        found, "Nobody below knows a capability: it plugs into the socket, the rooms below offer the socket."
    )


def test_a_capability_is_named_in_one_line_of_the_settings():
    text = (PACKAGE / "config" / "settings.py").read_text(encoding="utf-8")
    assert [name for name in CAPABILITIES if text.count(f"linli.capabilities.{name}") != 1] == []


def test_every_page_belongs_to_a_door():
    found = [
        f"{route} → {view}"
        for route, view in pages(get_resolver().url_patterns)
        if not view.startswith(("linli.doors.", "linli.capabilities.", "ninja.", *BESIDE_THE_DOORS))
    ]
    none(found, "Pages live in doors and capabilities, so that nobody has to look elsewhere for a way in.")


def pages(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "func", pattern.callback)  # the API's own pages are partials
            yield route, getattr(view, "view_class", view).__module__


def test_the_lock_files_hold_what_is_asked_for():
    runtime, development = (
        (ROOT / name).read_text() for name in ("requirements.lock", "requirements-dev.lock")
    )
    pinned = re.compile(r"^([a-z0-9._-]+==[^\s\\;]+)", re.MULTILINE)
    assert set(pinned.findall(runtime)) <= set(pinned.findall(development)), (
        "requirements-dev.lock contains the other"
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {line.split("==")[0] for line in pinned.findall(development)}
    missing = {re.split(r"[\[~=<> ]", line)[0].lower() for line in asked} - names
    assert not missing, f"not in the lock files: {sorted(missing)}"


def test_templates_are_kept_in_the_rooms_that_show_them():
    stray = [
        str(path.relative_to(ROOT))
        for path in ours()
        if path.suffix == ".html" and path.is_relative_to(PACKAGE) and "templates" not in path.parts
        if "tests" not in path.parts
    ]
    none(stray, "Templates live in <app>/templates/<app label>/.")
