"""The source as the rules look at it: every file of ours, parsed once."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "linli"


@cache
def ours() -> tuple[Path, ...]:
    """Return every file that belongs to the project: known to git or about to be, and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:  # an archive without its history
        paths = [path for top in ("linli", "tests", "docs", "localities") for path in (ROOT / top).rglob("*")]
    return tuple(sorted(path for path in paths if path.is_file()))


def python(*, tests: bool = True) -> list[Path]:
    """Return our Python files without migrations; with `tests=False` only what runs in a centre."""
    found = [path for path in ours() if path.suffix == ".py" and "migrations" not in path.parts]
    return found if tests else [path for path in found if path.is_relative_to(PACKAGE) and not is_test(path)]


def is_test(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return "tests" in parts or parts[:2] == ("linli", "testing") or path.name == "conftest.py"


def room(path: Path) -> str:
    """Return the room of a file of ours, e.g. "flow" or "core"."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def words_of(path: Path) -> set[str]:
    """Return the folders and the module of a file: linli/x/views/lists.py is {"linli", "x", "views", "lists"}."""
    return {*path.relative_to(ROOT).parts[:-1], path.stem}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for such an expression, looking through calls: `A.objects.filter(x).delete` keeps its names."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def none(found: Iterable[str], rule: str) -> None:
    """Fail with the rule and every place that breaks it."""
    places = sorted(set(found))
    assert not places, f"{rule}\n  " + "\n  ".join(places)
