"""Bring the translation catalogues up to date with the sentences in the code, or check that they are.

python scripts/messages.py            write what is new, drop what is gone, keep every translation
python scripts/messages.py --check    change nothing; exit 1 and say what is untranslated, stale or garbled
python scripts/messages.py linli/doors/portal …    only these apps
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from linli.ground.look import catalogues, extraction  # noqa: E402

DOMAINS = ("django", "djangojs")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("apps", nargs="*", type=Path, help="folders of apps; all when none is named")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    options = parser.parse_args()
    apps = [path.resolve() for path in options.apps] or catalogues.apps()
    if not options.check:
        for app in apps:
            for domain in DOMAINS:
                if extraction.write(app, domain):
                    print(f"written: {extraction.target_of(app, domain).relative_to(ROOT)}")
        catalogues.compile_all()
    return say_what_is_wrong(apps)


def say_what_is_wrong(apps: list[Path]) -> int:
    """Print every fault; return 1 if there is one."""
    reports = [extraction.check(app, domain) for app in apps for domain in DOMAINS]
    lines = [line for report in reports for line in report.lines()]
    lines += [
        f"{path}: belongs to no app, so nothing here can be translated" for path in extraction.homeless()
    ]
    for line in lines:
        print(line.replace(f"{ROOT}/", ""))
    untranslated = sum(len(report.untranslated) for report in reports)
    print(f"{len(reports)} catalogues, {untranslated} sentences without English", file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
