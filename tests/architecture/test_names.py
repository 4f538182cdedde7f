"""A name says what is inside; a room that anything fits into says nothing."""

import re

from tests.architecture.source import PACKAGE, ROOT, none, ours, python

EMPTY_WORDS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "managers",
    "service",
    "services",
    "handler",
    "processor",
}
EMPTY_WORDS |= {"info", "new2", "stuff", "tools", "core_utils"}

# Written in halves, so that this file does not break its own rule.
HOSTS = ["py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian.org", "crates" + ".io"]
HERE = ["/wo" + "rk/", "/ro" + "ot/", ".py" + "env", "../sha" + "red"]
UNDONE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".toml",
    ".md",
    ".po",
    ".txt",
    ".cfg",
    ".yml",
    ".yaml",
    ".lock",
    ".svg",
    "",
}


def test_no_module_has_a_name_that_says_nothing():
    empty = [
        str(path.relative_to(ROOT))
        for path in python()
        for word in (*path.relative_to(ROOT).parts[:-1], path.stem)
        if word in EMPTY_WORDS or word.rsplit("_", 1)[-1] in {"utils", "helpers", "misc"}
    ]
    none(
        empty,
        "Name a module after what it is about (docs of the rooms: models, queries, actions, followers …).",
    )


def test_no_file_names_a_package_host_or_a_path_of_one_machine():
    found = []
    for path in ours():
        if path.suffix not in TEXT or path.stat().st_size > 5_000_000:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in (*HOSTS, *HERE) if word in text]
    none(
        found,
        "The project names no package host and no path of one machine: it must build behind any mirror.",
    )


def test_nothing_is_left_for_later_in_the_code():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ours()
        if path.is_relative_to(PACKAGE) and path.suffix in TEXT and path.suffix != ".lock"
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if UNDONE.search(line)
    ]
    none(found, "Do it now or leave it out; a note to oneself in the code is read by nobody.")
