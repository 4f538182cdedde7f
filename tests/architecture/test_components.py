"""Of what the program is made: pinned by hash, listed, licensed, used; nothing else is imported."""

import ast
import importlib.metadata
import json
import re
import sys
import tomllib

from proof import components
from tests.architecture.source import PACKAGE, ROOT, at, none, python, tree

# Asked for though no line imports it: what names it instead.
NAMED_ELSEWHERE = {
    "psycopg": "Django's PostgreSQL backend imports it",
    "tzdata": "zoneinfo reads its files",
    "pylopdf-fonts-zh-cn": "its fonts are read as files",
}
# Imported though not asked for by name: what brings it.
BROUGHT_ALONG = {"joserfc": "authlib's own errors", "pydantic": "the shapes of django-ninja are its models"}


def asked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[\[~=<>; ]", line)[0].lower() for line in project["dependencies"]}


def modules_of():
    """Return the packages (in small letters, with dashes) by the modules they bring."""
    return {
        module: {name.lower().replace("_", "-") for name in names}
        for module, names in importlib.metadata.packages_distributions().items()
    }


def imported():
    """Return every module of others that the program imports or names as `module.something`, with a place."""
    found = {}
    for path in python(tests=False):
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            elif (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name == "settings.py"
            ):
                names = re.findall(r"^([a-z_]+)(?=\.|$)", node.value)
            for name in names:
                found.setdefault(name.split(".")[0], at(path, node))
    return found


def test_every_part_is_pinned_by_version_and_hash():
    assert len(components.components()) >= len(asked())


def test_the_bill_of_materials_is_that_of_the_lock_file(evidence):
    page = components.PAGE.read_text(encoding="utf-8")
    assert page == components.document(), "python -m proof.components"
    listed = json.loads(page)["components"]
    names = {one.name for one in components.components()}
    assert set(components.licences()) == names, "proof/licences.toml names each part and no other"
    evidence("S18", components=len(listed), licences=len(components.allowed()))


def test_every_part_may_be_passed_on_under_our_licence():
    words = {
        name: set(re.findall(r"[A-Za-z0-9.+-]+", said)) - {"AND", "OR"}
        for name, said in components.licences().items()
    }
    none(
        {name for name, of in words.items() if not of <= components.allowed()},
        "A licence that is not allowed.",
    )


def test_what_is_said_of_licences_is_what_the_packages_say():
    wrong = []
    for one in components.components():
        try:
            said = importlib.metadata.metadata(one.name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        if said["Version"] != one.version:
            continue
        own = " ".join(
            [
                said.get("License-Expression") or "",
                said.get("License") or "",
                *(said.get_all("Classifier") or []),
            ]
        ).upper()
        ours = components.licences()[one.name].split()[0].split("-")[0].upper()
        if ours not in own and {"MPL": "MOZILLA", "OFL": "OPEN FONT"}.get(ours, ours) not in own:
            wrong.append(f"{one.name}: {components.licences()[one.name]}")
    none(wrong, "proof/licences.toml says something else than the package.")


def test_nothing_is_asked_for_that_is_not_used(evidence):
    of, used = modules_of(), imported()
    packages = {package for module in used for package in of.get(module, ())}
    unused = asked() - packages - set(NAMED_ELSEWHERE)
    none(unused, "Take it out of pyproject.toml, or say in NAMED_ELSEWHERE who uses it.")
    evidence("S18", asked_for=len(asked()), unused=0)


def test_nothing_is_imported_that_is_not_asked_for():
    of = modules_of()
    strange = {
        f"{place}: {module}"
        for module, place in imported().items()
        if module in of and module not in sys.stdlib_module_names and module not in BROUGHT_ALONG
        if module not in (PACKAGE.name, "proof") and not of[module] & asked()
    }
    none(strange, "Ask for it in pyproject.toml.")


def test_scripts_of_others_come_with_packages_and_none_lies_in_the_tree():
    scripts = [
        path for path in ROOT.rglob("*.min.js") if ".venv" not in path.parts and "var" not in path.parts
    ]
    none([str(path) for path in scripts], "A script of others has no version that anybody watches.")
