"""`python3 run.py bench`: measures on SQLite and on PostgreSQL, each in a process and a data folder of its own.

One JSON line for each figure on stdout; everything else on stderr. Exit code 1 only with --check, when a target is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.lines import say
from bench.plot import plot
from linli.testing.postgres import postgres

SHORT = {"sqlite": [10_000], "postgresql": [10_000, 100_000]}
FULL = {"sqlite": [10_000, 100_000], "postgresql": [10_000, 100_000, 1_000_000]}
Lines = list[dict[str, object]]


def main() -> int:
    options = arguments()
    began, codes = time.monotonic(), []
    lines: Lines = []
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"{os.cpu_count()} cores, load average {load}")
    if options.database in ("both", "sqlite"):
        codes.append(run("sqlite", {}, options, lines))
    if options.database in ("both", "postgresql"):
        with postgres(durable=True) as url:
            if url is None:
                say("No PostgreSQL was found, so nothing was measured on it.")
            else:
                codes.append(run("postgresql", {"LINLI_DATABASE": url}, options, lines))
    if options.plot:
        options.plot.write_text(plot(lines), encoding="utf-8")
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
    parser.add_argument("--plot", type=Path, help="file for a picture (SVG) of cost against size")
    parser.add_argument("--port", type=int, default=0, help="port of the server; otherwise a free one")
    return parser.parse_args()


def run(database: str, settings: dict[str, str], options: argparse.Namespace, lines: Lines) -> int:
    """Measure on one database; what it prints is ours, and kept in `lines`. Returns its exit code."""
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
        code = told(command, {**environment, **own, **settings}, lines)
        if code < 0:
            say(f"{database}: the measuring process was ended by signal {-code}; what follows is missing.")
        return abs(code)


def told(command: list[str], environment: dict[str, str], lines: Lines) -> int:
    """Run the command, pass on each line as it comes and keep it. Returns the exit code."""
    with subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE) as process:
        for line in process.stdout or ():
            if line.startswith("{"):
                print(line, end="", flush=True)
                lines.append(json.loads(line))
            else:  # what a server says that was started for the time of a measurement
                say(line.rstrip())
        return process.wait()


if __name__ == "__main__":
    sys.exit(main())
