"""Writes docs/evidence.md from docs/evidence.json: what was found of each promise, when, at which commit."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bench.plot import plot
from proof.promises import ROOT, Promise

DATA, PAGE, PLOT = (ROOT / "docs" / f"evidence.{kind}" for kind in ("json", "md", "svg"))
ROOMS = {
    "B": "Quick enough",
    "R": "Nothing lost",
    "S": "Nothing leaks, nothing is altered unseen",
    "A": "Nothing leaks, nothing is altered unseen",
    "G": "More than one machine",
}
HEAD = """\
# Evidence

What Linli promises, and what was found when each promise was tried. `python3 run.py proof` writes this page; nobody does by hand.
Times and rates depend on the machine: they were taken on two cores that may have had other things to do. `short` is what every
change is tried with; `long` is what takes hours (`python3 run.py proof`). A figure without a note on a database is of SQLite and
of PostgreSQL. How speed is measured: [performance](operate/performance.md). What an attacker meets: [security](../SECURITY.md).
"""


def kept() -> dict[str, Any]:
    """Return what was found so far, by promise."""
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}
    return found


def keep(found: dict[str, Any]) -> None:
    DATA.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write(all_promises: Sequence[Promise], found: dict[str, Any]) -> None:
    """Write the page and the picture of cost against size that stands in it."""
    PAGE.write_text(page(all_promises, found), encoding="utf-8")
    lines = [line for one in found.values() for line in one["lines"]]
    PLOT.write_text(plot(lines), encoding="utf-8")


def page(all_promises: Sequence[Promise], found: dict[str, Any]) -> str:
    """Return the page in Markdown; a promise that was never tried says so."""
    rows = sorted(all_promises, key=lambda one: list(ROOMS).index(one.id[0]))
    parts, room = [HEAD, *summary(rows, found)], ""
    for promise in rows:
        if ROOMS[promise.id[0]] != room:
            room = ROOMS[promise.id[0]]
            parts.append(f"## {room}\n")
            if promise.id[0] == "B":
                parts.append(
                    f"![Milliseconds by number of matters; the figures stand in the tables below]({PLOT.name})\n"
                )
        parts.append(section(promise, found.get(promise.id)))
    return "\n".join(parts)


def summary(rows: Sequence[Promise], found: dict[str, Any]) -> Iterable[str]:
    yield "| | promise | kept | tried |"
    yield "|---|---|---|---|"
    for promise in rows:
        one = found.get(promise.id)
        tried = f"{one['on']}, {one['commit']}" if one else ""
        yield f"| {promise.id} | {promise.promise} | {kept_word(one)} | {tried} |"
    yield ""


def kept_word(found: dict[str, Any] | None) -> str:
    """Say in a word whether a promise was kept: all that was tried held, and every target was met."""
    if found is None or not (found["passed"] or found["failed"] or found["lines"]):
        return "not tried"
    missed = [line["name"] for line in found["lines"] if line["met"] is False]
    if found["failed"]:
        return "**no**"
    return f"**not**: {', '.join(dict.fromkeys(missed))}" if missed else "yes"


def section(promise: Promise, found: dict[str, Any] | None) -> str:
    lines = [f"### {promise.id}: {promise.promise}", "", f"    {promise.command}", ""]
    lines += list(outcome(found)) if found else ["Not tried yet."]
    if promise.tests:
        lines.append("- Shown by " + ", ".join(f"`{test}`" for test in promise.tests) + ".")
    if promise.limits:
        lines.append(f"- What this does not show: {promise.limits}")
    return "\n".join([*lines, ""])


def outcome(found: dict[str, Any]) -> Iterable[str]:
    """Yield what was found as list items and, for the benchmark, a table."""
    yield f"- {found['on']}, commit {found['commit']}, {found['form']} form: {counts(found)}."
    for line in found["figures"]:
        said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in line["figures"].items())
        name = line["test"].partition("::")[2]
        yield f"- {words(name)} ({line['database']}): {said}."
    for reason in found["skipped"]:
        yield f"- Not tried here: {reason}"
    if found["lines"]:
        yield from table(found["lines"])


def counts(found: dict[str, Any]) -> str:
    if not found["passed"] and not found["failed"]:
        return "measured" if found["lines"] else "nothing ran"
    failed = f", **{found['failed']} failed**" if found["failed"] else ""
    return f"{found['passed']} tests passed{failed}, {found['seconds']} s"


def words(test: str) -> str:
    """Return the sentence that a test's name is."""
    name, _, chosen = test.partition("[")
    said = name.rpartition("::")[2].removeprefix("test_").replace("_", " ")
    return f"{said} [{chosen}" if chosen else said


def table(lines: Sequence[dict[str, Any]]) -> Iterable[str]:
    yield ""
    yield "| figure | database | matters | found | limit | of the limit | target | met |"
    yield "|---|---|---|---|---|---|---|---|"
    for line in lines:
        cells = [line["name"], line["database"], f"{line['rows']:,}", f"{line['value']} {line['unit']}"]
        cells += [shown(line[name]) for name in ("limit", "ratio", "target")]
        cells.append({True: "yes", False: "**no**", None: ""}[line["met"]])
        yield "| " + " | ".join(cells) + " |"
    yield ""


def shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
