"""Nothing grows until nobody wants to read it."""

import ast
from collections import Counter

from tests.architecture.source import PACKAGE, ROOT, at, is_test, none, ours, python, tree

FILE, TEST_FILE, FUNCTION, CLASS, FOLDER = 250, 400, 60, 250, 25
OTHER = {".html": 150, ".css": 250, ".js": 250}

# path: lines. May only shrink: a file that has become smaller than this must say so here or leave the list.
EXEMPT: dict[str, int] = {}


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def limit_of(path):
    return EXEMPT.get(str(path.relative_to(ROOT)), TEST_FILE if is_test(path) else FILE)


def test_no_file_is_too_long():
    long = [f"{p.relative_to(ROOT)}: {lines(p)} lines" for p in python() if lines(p) > limit_of(p)]
    none(
        long,
        f"A file has at most {FILE} lines (tests {TEST_FILE}); make it a folder of its name, one noun a file.",
    )


def test_the_list_of_exempt_files_only_shrinks():
    stale = [
        f"{name}: now {lines(ROOT / name) if (ROOT / name).exists() else 0} lines"
        for name, most in EXEMPT.items()
        if not (ROOT / name).exists() or lines(ROOT / name) < most
    ]
    none(stale, "These files became shorter: lower their number in EXEMPT, or take them out.")


def test_no_function_or_class_is_too_long():
    limits = {ast.FunctionDef: FUNCTION, ast.AsyncFunctionDef: FUNCTION, ast.ClassDef: CLASS}
    long = [
        f"{at(path, node)} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in python()
        for node in ast.walk(tree(path))
        if type(node) in limits and node.end_lineno - node.lineno + 1 > limits[type(node)]
    ]
    none(
        long,
        f"A function has at most {FUNCTION} lines, a class {CLASS}; give a part of it a name of its own.",
    )


def test_no_folder_holds_too_many_files():
    count = Counter(path.parent for path in python() if path.name != "__init__.py")
    full = [f"{folder.relative_to(ROOT)}: {n} files" for folder, n in count.items() if n > FOLDER]
    none(full, f"A folder holds at most {FOLDER} Python files (aim for 15).")


def test_no_template_style_or_script_is_too_long():
    long = [
        f"{path.relative_to(ROOT)}: {lines(path)} lines"
        for path in ours()
        if path.is_relative_to(PACKAGE) and path.suffix in OTHER and "vendor" not in path.parts
        if lines(path) > OTHER[path.suffix]
    ]
    none(long, "Templates have at most 150 lines, styles and scripts 250.")
