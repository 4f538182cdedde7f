"""`python3 run.py proof`: shows every promise in its long form and writes docs/evidence.md.

Exit code 1 when a promise was broken: a test failed, or a target of the benchmark was missed.
"""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from proof import page
from proof.promises import ROOT, promises
from proof.running import Found, run


def main() -> int:
    options = arguments()
    try:
        wanted = promises(options.only)
    except ValueError as wrong:
        sys.exit(str(wrong))
    if not options.write_only:
        today = datetime.now(tz=UTC).date().isoformat()
        found = run(
            wanted,
            is_long=not options.short,
            on=today,
            commit=commit(),
            measured=lines_in(options.figures),
            checked=options.checked,
        )
        page.keep(page.kept() | found)
    found = page.kept()
    page.write(promises(), found)
    broken = [promise.id for promise in wanted if is_broken(found.get(promise.id))]
    print(
        f"Written: {page.PAGE.relative_to(ROOT)}. "
        + (f"Broken: {', '.join(broken)}." if broken else "All kept.")
    )
    return 1 if broken else 0


def is_broken(found: dict[str, object] | None) -> bool:
    if found is None:
        return True
    lines = found["lines"]
    missed = isinstance(lines, list) and any(line["met"] is False for line in lines)
    return bool(found["failed"]) or missed


def lines_in(file: Path | None) -> list[Found] | None:
    """Return the lines that the benchmark printed into this file."""
    if file is None:
        return None
    return [json.loads(line) for line in file.read_text().splitlines() if line.startswith("{")]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py proof", description="Show what is promised.")
    parser.add_argument("--short", action="store_true", help="the short forms, as CI runs them")
    parser.add_argument("--only", default="", help="ids of promises, with commas between")
    parser.add_argument("--figures", type=Path, help="what the benchmark printed, instead of running it")
    parser.add_argument(
        "--checked", type=Path, help="what a check left where LINLI_EVIDENCE said, instead of running tests"
    )
    parser.add_argument("--write-only", action="store_true", help="try nothing, write the page anew")
    return parser.parse_args()


def commit() -> str:
    """Return the short name of the commit that is tried, with a mark when files differ from it."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(asked, cwd=ROOT, check=False, text=True, capture_output=True)
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
