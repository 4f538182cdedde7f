"""`python3 run.py test` and `python3 run.py check`: everything that tells whether the house stands.

The last lines say what had to be skipped, and how many tests passed and failed over both databases.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from linli.testing.long import is_long
from linli.testing.postgres import postgres

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, WITHOUT_BROWSER = (
    "2",
    "3",
)  # a test that asks a database waits for it; a browser needs a core of its own
NO_TESTS = 5

Step = tuple[str, list[str]]

# The pages are the same on both databases, and the browser is what takes long: once is enough. So it is for what is lengthy.
ONCE_IS_ENOUGH = ["-m", "not browser" if is_long() else "not browser and not lengthy"]
# What knows no database is tried once, too; with time, the pages around what the other rooms do are tried on both.
PURE = ["--ignore=linli/lib", "--ignore=linli/ground/look", "--ignore=tests/architecture"]
PURE += [] if is_long() else ["--ignore=linli/doors"]

STEPS: list[Step] = [
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("migrations", ["-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("translations", ["scripts/messages.py", "--check"]),
]


@dataclass(frozen=True)
class Case:
    """One test that ran: its node as pytest is told it, how it ended (passed, failed, skipped), why it was skipped."""

    node: str
    ended: str
    reason: str
    seconds: float


@dataclass
class Tally:
    """What came of the tests, over all runs."""

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    cases: list[Case] = field(default_factory=list)

    def add(self, report: Path) -> None:
        """Count one JUnit report; a run that left none counts as one failure."""
        if not report.is_file():
            self.failed += 1
            return
        for element in ElementTree.parse(report).getroot().iter("testcase"):
            case = case_of(element)
            self.cases.append(case)
            self.passed += case.ended == "passed"
            self.failed += case.ended == "failed"
            if case.ended == "skipped":
                self.skipped[case.reason or "no reason given"] += 1


def case_of(element: ElementTree.Element) -> Case:
    """Read one `testcase` of a JUnit report; its class's name is the module's, with dots."""
    skip = element.find("skipped")
    is_wrong = element.find("failure") is not None or element.find("error") is not None
    ended = "failed" if is_wrong else "passed" if skip is None else "skipped"
    reason = "" if skip is None else skip.get("message", "").strip()
    module = element.get("classname", "").replace(".", "/")
    return Case(f"{module}.py::{element.get('name')}", ended, reason, float(element.get("time", "0")))


def main(arguments: list[str]) -> int:
    """Run `test` or `check`; return the exit code."""
    name, rest = arguments[0], arguments[1:]
    began = time.monotonic()
    broken = check() if name == "check" else []
    tally, codes = tests(rest)
    say("")
    if broken:
        say(f"Not in order: {', '.join(broken)}.")
    if tally.skipped:
        reasons = "; ".join(f"{reason} ({count})" for reason, count in tally.skipped.most_common())
        say(f"Skipped: {reasons}.")
    failed = tally.failed + len(broken)
    say(f"{name} took {time.monotonic() - began:.0f} s.")
    say(f"{tally.passed} passed, {failed} failed, {tally.skipped.total()} skipped")
    return 1 if failed or any(codes) else 0


def check() -> list[str]:
    """Run every step, even after one that failed; return the names of those that did."""
    broken = []
    with tempfile.TemporaryDirectory(prefix="linli-check-") as folder:
        settings = {"LINLI_VAR": folder, "LINLI_SETTINGS": f"{folder}/none.env", "LINLI_LOG_LEVEL": "ERROR"}
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "linli.config.settings", **settings}
        for name, command in STEPS:
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, *command],
                cwd=ROOT,
                env=environment,
                check=False,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            right = done.returncode == 0
            say(f"{name:<13} {'in order' if right else 'NOT IN ORDER'}  {time.monotonic() - began:.1f} s")
            if not right:
                say(done.stdout)
                broken.append(name)
    return broken


def tests(arguments: list[str]) -> tuple[Tally, list[int]]:
    """Run pytest on SQLite, with the browser, and then on PostgreSQL."""
    tally = Tally()
    codes = [run_pytest("SQLite", {}, arguments, tally)]
    with postgres() as url:
        if url is None:
            tally.skipped["no PostgreSQL was found, so nothing ran on it"] += 1
        else:
            chosen = arguments or PURE
            chosen = chosen if "-m" in arguments else [*ONCE_IS_ENOUGH, *chosen]
            database = {"LINLI_DATABASE": url}
            codes.append(run_pytest("PostgreSQL", database, chosen, tally, processes=WITHOUT_BROWSER))
    return tally, codes


def run_pytest(
    name: str, settings: dict[str, str], arguments: list[str], tally: Tally, *, processes: str = PROCESSES
) -> int:
    say(f"\nTests on {name}")
    environment = {key: value for key, value in os.environ.items() if key != "LINLI_DATABASE"} | settings
    with tempfile.TemporaryDirectory(prefix="linli-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            processes,
            "--dist=loadgroup",
            f"--junitxml={report}",
            *arguments,
        ]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        tally.add(report)
        if report.is_file() and (kept := environment.get("LINLI_EVIDENCE")):
            shutil.copy(report, f"{kept}.{name}.xml")
    if code == NO_TESTS:
        say("No test was found by these words.")
    return code


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
