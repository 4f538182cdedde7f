"""What a county, a province and the nation need, computed from what one thing was measured to cost; and where it breaks first.

`python -m bench.capacity > docs/operate/capacity.md` writes the page. `--fit FILE` takes the costs from lines of the benchmark
(one JSON document each, or docs/evidence.json) and writes them into capacity.toml. Every number has a low, a likely and a
high value.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("capacity.toml")
LOW, LIKELY, HIGH = 0, 1, 2
ENDS = ("low", "likely", "high")
HOUR = 3600.0

Model = dict[str, Any]
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Need:
    """What some cells need: cores, bytes of memory, bytes of disk a year and in the end, connections to the database."""

    cores: float
    memory_bytes: float
    disk_bytes_a_year: float
    disk_bytes: float
    connections: float
    matters_a_year: float
    matters_in_busiest_hour: float


def numbers(model: Model, end: int, **other: int) -> dict[str, float]:
    """Return inputs and costs at one end (0 low, 1 likely, 2 high); `other` sets single ones at another end."""
    every = {**model["inputs"], **model["costs"]}
    return {name: float(row["values"][other.get(name, end)]) for name, row in every.items()}


def need(of: Numbers, cell: Numbers, *, cells: int) -> Need:
    """Return what `cells` cells need. Cores are those of the busiest hour with what is to spare; files stand on the disk."""
    matters = of["matters"]
    in_busiest_hour = matters / of["working_days"] * of["busiest_day"] * of["busiest_hour"]
    busy = in_busiest_hour * (of["life"] + of["visits"] * of["public_page"])
    busy += of["staff"] * of["at_work"] * of["pages"] * of["page"]
    connections = cell["web_processes"] * cell["threads"] + 2 * cell["workers"]
    memory = cell["web_processes"] * of["web_bytes"] + cell["workers"] * of["worker_bytes"]
    memory += connections * of["connection_bytes"]
    a_year = matters * (of["matter_bytes"] + of["photos"] * of["photo_bytes"])
    # What is looked at lies in memory: the rows of the last year, without files.
    memory += matters * of["matter_bytes"]
    return Need(
        cores=cells * busy / HOUR * of["spare"],
        memory_bytes=cells * memory,
        disk_bytes_a_year=cells * a_year,
        disk_bytes=cells * a_year * of["years"],
        connections=cells * connections,
        matters_a_year=cells * matters,
        matters_in_busiest_hour=cells * in_busiest_hour,
    )


def shares(found: Need, machine: Numbers) -> dict[str, float]:
    """Return how many of such machines each resource would fill, the fullest first."""
    each = {name: getattr(found, name) / float(machine[name]) for name in machine}
    return dict(sorted(each.items(), key=lambda pair: -pair[1]))


def swings(model: Model, place: str, resource: str) -> list[tuple[str, float, float]]:
    """Return by how much each number alone moves `resource` of `place`, as times the likely, the strongest first."""
    cells = model["places"][place]["cells"]

    def at(**other: int) -> float:
        return float(getattr(need(numbers(model, LIKELY, **other), model["cell"], cells=cells), resource))

    likely = at()
    found = [
        (name, at(**{name: LOW}) / likely, at(**{name: HIGH}) / likely)
        for name in (*model["inputs"], *model["costs"])
    ]
    return sorted((row for row in found if row[1] != row[2]), key=lambda row: row[1] - row[2])


def fitted(model: Model, lines: Iterable[Mapping[str, Any]]) -> dict[str, list[float]]:
    """Return new costs by name from lines of the benchmark on PostgreSQL: the likely is the median, the ends are what was seen.

    Lines in ms are seconds of a core (the benchmark takes waiting out), those in `/s` are of two processes on two cores.
    """
    seen: dict[str, list[float]] = {}
    for line in lines:
        if line.get("database") != "postgresql":
            continue
        for name, row in model["costs"].items():
            if row.get("line") == line["name"]:
                seen.setdefault(name, []).append(_as_cost(float(line["value"]), str(line["unit"])))
    return {name: _ends(values) for name, values in seen.items()}


def _as_cost(value: float, unit: str) -> float:
    if unit == "ms":
        return value / 1000
    if unit == "MiB":
        return value * 2**20
    return 2 / value  # /s, by two processes


def _ends(values: list[float]) -> list[float]:
    ordered = sorted(values)
    likely = ordered[len(ordered) // 2]
    return [min(ordered[0], likely / 1.5), likely, max(ordered[-1], likely * 1.5)]


def lines_of(file: Path) -> list[dict[str, Any]]:
    """Return the lines of a benchmark's output or of docs/evidence.json."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        return [line for one in json.loads(text).values() for line in one.get("lines", [])]
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def refit(file: Path) -> list[str]:
    """Write the costs that `file` shows into capacity.toml; return the names of those that it shows."""
    found = fitted(read(), lines_of(file))
    text = FILE.read_text(encoding="utf-8")
    for name, values in found.items():
        said = ", ".join(f"{value:.3g}" for value in values)
        text = re.sub(rf"(\[costs\.{name}\]\nvalues = )\[.*\]", rf"\g<1>[{said}]", text)
    FILE.write_text(text, encoding="utf-8")
    return sorted(found)


def read() -> Model:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def main() -> None:
    from bench.capacity_page import page

    parser = argparse.ArgumentParser(prog="bench.capacity")
    parser.add_argument("--fit", type=Path, help="Take the costs from this file of measured lines.")
    options = parser.parse_args()
    if options.fit:
        print(f"Fitted: {', '.join(refit(options.fit)) or 'nothing'}.", file=sys.stderr)
    print(page(read()), end="")


if __name__ == "__main__":
    main()
