"""`python3 run.py bench`: measures on SQLite and on PostgreSQL, each in a process and a data folder of its own.

One JSON line for each figure on stdout; everything else on stderr. Exit code 1 only with --check, when a target is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

from bench.lines import say
from linli.testing.postgres import postgres

SHORT = {"sqlite": [10_000], "postgresql": [10_000, 100_000]}
FULL = {"sqlite": [10_000, 100_000], "postgresql": [10_000, 100_000, 1_000_000]}


def main() -> int:
    options = arguments()
    began, codes = time.monotonic(), []
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"{os.cpu_count()} cores, load average {load}")
    if options.database in ("both", "sqlite"):
        codes.append(run("sqlite", {}, options))
    if options.database in ("both", "postgresql"):
        with postgres(durable=True) as url:
            if url is None:
                say("No PostgreSQL was found, so nothing was measured on it.")
            else:
                codes.append(run("postgresql", {"LINLI_DATABASE": url}, options))
    say(f"bench took {time.monotonic() - began:.0f} s.")
    return max(codes, default=1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py bench", description="Measure the speed, each figure with its limit."
    )
    parser.add_argument(
        "--full", action="store_true", help="up to a million matters with twelve entries each"
    )
    parser.add_argument("--rows", type=int, help="measure at 10,000 matters and at this many instead")
    parser.add_argument("--database", choices=["both", "sqlite", "postgresql"], default="both")
    parser.add_argument("--only", default="", help="parts to measure, by name, with commas between")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a target is missed")
    parser.add_argument("--port", type=int, default=0, help="port of the server; otherwise a free one")
    return parser.parse_args()


def run(database: str, settings: dict[str, str], options: argparse.Namespace) -> int:
    """Measure on one database; what it prints is ours. Returns its exit code."""
    sizes = (FULL if options.full else SHORT)[database]
    if options.rows:
        sizes = sorted({min(10_000, options.rows), options.rows})
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        own = {
            "LINLI_VAR": folder,
            "LINLI_SETTINGS": f"{folder}/none.env",
            "LINLI_DEMONSTRATION": "1",
            "LINLI_LOG_LEVEL": "ERROR",
            "LINLI_STATIC_HASHED": "1",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        environment = {key: value for key, value in os.environ.items() if key != "LINLI_DATABASE"}
        command = [sys.executable, "-m", "bench.run", "--rows", *map(str, sizes), "--only", options.only]
        command += ["--port", str(options.port)]
        command += [f"--{name}" for name in ("full", "check") if getattr(options, name)]
        code = subprocess.run(command, env={**environment, **own, **settings}, check=False).returncode
        if code < 0:
            say(f"{database}: the measuring process was ended by signal {-code}; what follows is missing.")
        return abs(code)


if __name__ == "__main__":
    sys.exit(main())
