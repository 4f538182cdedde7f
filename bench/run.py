"""One run against one database: make the county, then fill and measure at each size in turn. Started by `__main__`."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable

from bench.lines import Report, say, seconds


def main() -> int:
    options = arguments()
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    settings.STAFF_HOURS, settings.STAFF_IDLE_MINUTES = 1000, 60_000
    from bench.loading import make_county

    report = Report(connection.vendor)
    say(f"{report.database}: making the county")
    make_county(now=timezone.now())
    for size in options.rows:
        measure_at(size, report, options)
    missed = options.check and any(line["met"] is False for line in report.lines)
    return int(bool(report.broken) or missed)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.run")
    parser.add_argument("--rows", type=int, nargs="+", required=True)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--port", type=int, default=0)
    return parser.parse_args()


def measure_at(size: int, report: Report, options: argparse.Namespace) -> None:
    from django.utils import timezone

    from bench.loading import fill
    from bench.loading.filling import tidy_up
    from bench.measures.lifecycles import settle

    added: list[int] = []
    took = seconds(lambda: added.append(fill(size, now=timezone.localtime(), many=options.full)))
    took_tidying = seconds(tidy_up)
    say(
        f"{report.database}: {size} matters; {added[0]} added in {took:.0f} s, tidied in {took_tidying:.0f} s"
    )
    report.rows = size
    settle()
    is_first = size == options.rows[0]
    for name, act in measures(report, options, is_first=is_first):
        if not is_wanted(name, report.database, options, is_first=is_first):
            continue
        try:
            took = seconds(act)
        except Exception:  # the other figures are worth having all the same
            say(f"{report.database}: {name} at {size} broke off:\n{traceback.format_exc()}")
            report.broken.append(name)
            continue
        load = os.getloadavg()[0]
        say(f"{report.database}: {name} at {size} took {took:.0f} s (load average {load:.1f})")


# What the short form leaves out: on SQLite what PostgreSQL shows as well, at the second size what does not look at the size.
NOT_ON_SQLITE = ("house", "sealed", "duplicates", "intake", "scanner", "lifecycles")
ONLY_ON_SQLITE = ("places",)
AT_FIRST = ("sealed", "intake", "scanner")


def is_wanted(name: str, database: str, options: argparse.Namespace, *, is_first: bool) -> bool:
    """Tell whether this part is measured: those asked for, with --full all, otherwise as many as five minutes allow."""
    if options.only:
        return name.startswith(tuple(options.only.split(",")))
    if options.full:
        return True
    left_out = NOT_ON_SQLITE if database == "sqlite" else ONLY_ON_SQLITE
    return name not in left_out and (is_first or name not in AT_FIRST)


def measures(
    report: Report, options: argparse.Namespace, *, is_first: bool
) -> list[tuple[str, Callable[[], object]]]:
    """Return what is measured, what reads before what writes."""
    from bench.measures import (
        duplicates,
        house,
        intake,
        ledger,
        lifecycles,
        pages,
        places,
        scanner,
        sealed,
        statistics,
        steps,
        worklists,
    )
    from bench.server import server

    more, every = (3, 1) if options.full else (1, 4)

    def take_in() -> None:
        with server(options.port) as port:
            intake.measure(report, port, asks=600 * more)

    found: list[tuple[str, Callable[[], object]]] = [
        ("statistics", lambda: statistics.measure(report)),
        ("worklists", lambda: worklists.measure(report, times=1 + more, every=every)),
        ("pages", lambda: pages.measure(report, times=1 + more)),
        ("sealed", lambda: sealed.measure(report, times=1 + more, every=every)),
        ("duplicates", lambda: duplicates.measure(report, times=1 + more)),
        ("ledger", lambda: ledger.measure(report, verify_all=options.full)),
        ("steps", lambda: steps.measure(report, matters=20 * more)),
        ("intake", take_in),
        (
            "scanner",
            lambda: scanner.measure(report, due=2_000 * more, running=1_000_000 if options.full else 0),
        ),
        ("lifecycles", lambda: lifecycles.measure(report, lives=200 * more)),
    ]
    once = [("places", lambda: places.measure(report)), ("house", lambda: house.measure(report))]
    return [*once, *found] if is_first else found


if __name__ == "__main__":
    sys.exit(main())
