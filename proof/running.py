"""Runs what shows the promises, and gathers what was found of each."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from linli.testing.postgres import postgres
from linli.testing.suite import Tally, run_pytest
from proof.promises import ROOT, Promise

Found = dict[str, Any]


def run(
    wanted: Sequence[Promise],
    *,
    is_long: bool,
    on: str,
    commit: str,
    measured: list[Found] | None,
    checked: Path | None,
) -> dict[str, Found]:
    """Return by its id what was found of each promise, with day, commit and form.

    `measured` are lines of a benchmark that ran already; `checked` is the LINLI_EVIDENCE of a check that did.
    """
    tally, lines = run_tests(wanted, is_long=is_long) if checked is None else left_by(checked)
    figures = run_bench(wanted, is_long=is_long) if measured is None else measured
    form = "long" if is_long else "short"
    return {
        promise.id: {"on": on, "commit": commit, "form": form, **found_of(promise, tally, lines, figures)}
        for promise in wanted
    }


def found_of(promise: Promise, tally: Tally, lines: Sequence[Found], figures: Sequence[Found]) -> Found:
    cases = [case for case in tally.cases if promise.is_shown_by(case.node)]
    ended = [case.ended for case in cases]
    return {
        "passed": ended.count("passed"),
        "failed": ended.count("failed"),
        "skipped": sorted({case.reason for case in cases if case.ended == "skipped"}),
        "seconds": round(sum(case.seconds for case in cases)),
        "figures": [
            {key: line[key] for key in ("test", "database", "figures")}
            for line in lines
            if line["promise"] == promise.id
        ],
        "lines": [figure for figure in figures if promise.is_measured_by(figure["name"])],
    }


def run_tests(wanted: Sequence[Promise], *, is_long: bool) -> tuple[Tally, list[Found]]:
    """Run all tests of the promises once on SQLite and once on PostgreSQL."""
    nodes = sorted({node for promise in wanted for node in promise.tests})
    tally = Tally()
    if not nodes:
        return tally, []
    with tempfile.TemporaryDirectory(prefix="linli-proof-") as folder:
        kept = Path(folder) / "evidence.jsonl"
        settings = {"LINLI_EVIDENCE": str(kept)} | ({"LINLI_TEST_LONG": "1"} if is_long else {})
        run_pytest("SQLite", settings, nodes, tally)
        with postgres() as url:
            if url is not None:
                both = [*nodes, "-m", "not browser and not lengthy"]
                run_pytest("PostgreSQL", {**settings, "LINLI_DATABASE": url}, both, tally)
        found = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return tally, [json.loads(line) for line in found]


def left_by(kept: Path) -> tuple[Tally, list[Found]]:
    """Return what a run of all tests left in the file that LINLI_EVIDENCE named, and in the reports beside it."""
    tally = Tally()
    for report in sorted(kept.parent.glob(f"{kept.name}.*.xml")):
        tally.add(report)
    return tally, [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]


def run_bench(wanted: Sequence[Promise], *, is_long: bool) -> list[Found]:
    """Run the parts of the benchmark that the promises name; return its lines."""
    parts = sorted({part for promise in wanted for part in promise.bench})
    if not parts:
        return []
    command = [sys.executable, "-m", "bench", "--only", ",".join(parts), *(["--full"] if is_long else [])]
    done = subprocess.run(command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, env=os.environ)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
