#!/usr/bin/env python3
"""Start, test and operate Linli from a bare checkout. Standard library only.

python3 run.py               make the environment, load the demonstration county, serve it
python3 run.py test [...]    the tests, on SQLite and on PostgreSQL; arguments go to pytest
python3 run.py check         what CI runs: lint, types, order of the rooms, translations, all tests
python3 run.py bench [...]   the speed of the pages, with the limit measured in the same run
python3 run.py proof [...]   show everything that Linli promises; write docs/evidence.md
python3 run.py messages      bring the translation catalogues up to date
python3 run.py linli ...     the one command-line program; `linli --help` lists its commands
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (the reader may well have an older one; this line is what tells)
    sys.exit(
        "Linli needs Python 3.11 or newer; this is %d.%d (%s).\n"  # noqa: UP031
        "Install a newer one (Debian 12: apt install python3 python3-venv) and start again with it."
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("LINLI_VENV", ROOT / ".venv"))
PYTHON = VENV / "bin" / "python"
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"

# command: (lock file that it needs, arguments that start it)
COMMANDS = {
    "start": (RUNTIME, ["-m", "linli.config.start"]),
    "linli": (RUNTIME, ["-m", "linli"]),
    "test": (DEVELOPMENT, ["-m", "linli.testing.suite", "test"]),
    "check": (DEVELOPMENT, ["-m", "linli.testing.suite", "check"]),
    "bench": (DEVELOPMENT, ["-m", "bench"]),
    "proof": (DEVELOPMENT, ["-m", "proof"]),
    "messages": (DEVELOPMENT, [str(ROOT / "scripts" / "messages.py")]),
}


def main(arguments: list[str]) -> None:
    """Make the environment that the command needs, then become the command."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return
    name = arguments[0] if arguments and not arguments[0].startswith("-") else "start"
    if name not in COMMANDS:
        sys.exit(f"There is no command {name!r}.\n{__doc__}")
    rest = arguments[1:] if arguments and arguments[0] == name else arguments
    lock, start = COMMANDS[name]
    make_environment(lock)
    if name in ("start", "linli") and not is_configured():
        os.environ.setdefault("LINLI_DEMONSTRATION", "1")
    if name != "linli":
        os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *start, *rest])


def is_configured() -> bool:
    """Tell whether somebody set this installation up; a bare checkout is the demonstration."""
    return (ROOT / "linli.env").exists() or any(
        name in os.environ for name in ("LINLI_SETTINGS", "LINLI_DATABASE")
    )


def make_environment(lock: Path) -> None:
    """Bring .venv to what `lock` says; nothing to do when its stamp already says so."""
    if stamp_of(lock).is_file() and stamp_of(lock).read_text() == digest_of(lock) and PYTHON.exists():
        return
    print(f"Preparing the environment in {VENV} from {lock.name} (once; about half a minute) …", flush=True)
    uv = shutil.which("uv")
    if not usable():
        make_venv(uv)
    install(lock, uv)
    make_importable()
    stamp_of(lock).write_text(digest_of(lock))
    if lock == DEVELOPMENT:  # it contains the other
        stamp_of(RUNTIME).write_text(digest_of(RUNTIME))


def stamp_of(lock: Path) -> Path:
    return VENV / f"{lock.name}.stamp"


def digest_of(lock: Path) -> str:
    return hashlib.sha256(f"{ROOT}\n".encode() + lock.read_bytes()).hexdigest()


def usable() -> bool:
    """Tell whether .venv holds a Python that runs; an upgrade of the system may have taken it away."""
    if not PYTHON.exists():
        return False
    program = "import sys; raise SystemExit(sys.version_info < (3, 11))"
    return subprocess.run([str(PYTHON), "-c", program], check=False).returncode == 0


def make_venv(uv: str | None) -> None:
    if uv:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"This Python ({sys.executable}) cannot make an environment: the package python3-venv is missing.\n"
            "On Debian and Ubuntu: apt install python3-venv — then start again. Nothing was changed."
        )
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(lock: Path, uv: str | None) -> None:
    """Install exactly what the lock names, each file by its hash, no source builds. uv is faster; pip always works."""
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if (
        uv
        and subprocess.run([uv, "pip", "install", "--python", str(PYTHON), *options], check=False).returncode
        == 0
    ):
        return
    if subprocess.run([str(PYTHON), "-c", "import pip"], check=False, stderr=subprocess.DEVNULL).returncode:
        run([str(PYTHON), "-m", "ensurepip", "--default-pip"])
    run([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *options])


def make_importable() -> None:
    """Let the environment find the checkout, and put `linli` beside its other programs."""
    packages = next(VENV.glob("lib/python3*/site-packages"))
    (packages / "linli.pth").write_text(f"{ROOT}\n")
    program = VENV / "bin" / "linli"
    program.write_text(f"#!{PYTHON}\nfrom linli.config.cli import main\n\nmain()\n")
    program.chmod(0o755)


def run(command: list[str]) -> None:
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            f"This step failed: {' '.join(command)}\n"
            "What it said stands above. Nothing else was changed; mend it and start again: it goes on from here."
        )


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
