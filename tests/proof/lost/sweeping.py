"""A program: lets one system call after another fail while a matter with a photo is taken in, and looks at what is left.

`python -m tests.proof.lost.sweeping FAULTS K…` with FAULTS of SIGKILL, EIO, ENOSPC (commas between) lets the K-th write, sync, truncation or
rename fail, for each K; `… record FILE` lets none fail and writes what was called. One JSON line each. Needs an SQLite house.

Django is put up once; for each K a child is forked and strace attached to it.
"""

import ctypes
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

CALLS = "write,pwrite64,writev,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat"
RECORDED = f"{CALLS},openat,unlink,unlinkat,mkdir,mkdirat"
FAULTS = {"SIGKILL": "signal=SIGKILL", "EIO": "error=EIO", "ENOSPC": "error=ENOSPC"}
ANYBODY, SET_PTRACER = ctypes.c_ulong(-1), 0x59616D61
KEY = "in-spite-of-the-fault"
TEXT = "村口的自来水管漏水，路面都湿了。"


@dataclass
class Left:
    """What was left after one fault. `reached`: the K-th call happened at all; `wrong`: sentences, empty if all is well."""

    fault: str
    k: int
    reached: bool
    acked: bool
    there: bool
    wrong: list[str]


class House:
    """The files of the installation, brought back to their beginning before each fault."""

    def __init__(self, var: Path) -> None:
        self.var, self.first = var, var.parent / "first"
        self.file = var / "linli.sqlite3"

    def keep(self) -> None:
        shutil.copytree(self.var, self.first)

    def back(self) -> None:
        from django.db import connections

        connections.close_all()
        for suffix in ("-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.first / self.file.name, self.file)
        shutil.rmtree(self.var / "files", ignore_errors=True)


def act(say: Any) -> None:
    """Take a photo and a matter in, as the portal does; `say` is told what is acknowledged."""
    from django.utils import timezone

    from linli.core.matters.models import Category
    from linli.flow.intake.actions import receive
    from linli.flow.intake.submission import Spot, Submission
    from linli.ground.files.actions import store_image
    from linli.ground.people.actor import resident
    from linli.ground.places.models import Area
    from tests.proof.lost.crowd import photo

    now = timezone.now()
    stored = store_image(io.BytesIO(photo(Random(1))), now=now)
    submission = Submission(
        key=KEY,
        capability="requests",
        kind="help",
        text=TEXT,
        channel="portal",
        category_id=Category.objects.get(code="W1").id,
        severity="large",
        spot=Spot(village_id=Area.objects.get(code="990101100200").id),
        name="王小满",
        phone="13800000001",
        file_ids=(stored.id,),
    )
    say(receive(submission, actor=resident(), now=now).to_json())


def child(gate: int, out: int, *, anew: bool) -> None:
    """Wait until strace is there, act, and end. Code 3: refused. `anew`: with nothing remembered, so that keys are made."""
    ctypes.CDLL(None).prctl(SET_PTRACER, ANYBODY, 0, 0, 0)
    if anew:
        forget()
    os.read(gate, 1)
    try:
        act(lambda said: os.write(out, said.encode()))
    except BaseException:
        os._exit(3)
    os._exit(0)


def forget() -> None:
    from linli.core.matters.ledger import keys
    from linli.ground.files import disk
    from linli.ground.people import vault

    vault.sealer.cache_clear()
    keys._load.cache_clear()
    disk._safe.clear()


def traced(options: list[str], *, anew: bool = False) -> tuple[int, str]:
    """Act in a child under strace; return how it ended (as `waitpid`) and what it acknowledged."""
    gate, release = os.pipe()
    said, out = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(release)
        child(gate, out, anew=anew)
    os.close(gate)
    os.close(out)
    tracer = subprocess.Popen(["strace", *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if "attached" not in line:
        os.kill(pid, signal.SIGKILL)
        raise SystemExit(f"strace could not be attached: {line}")
    os.write(release, b"!")
    os.close(release)
    with open(said, "rb") as told:
        acked = told.read().decode()
    _, status = os.waitpid(pid, 0)
    tracer.communicate(timeout=30)
    return status, acked


def with_fault(house: House, fault: str, k: int) -> Left:
    house.back()
    log = house.var.parent / "trace"
    forget()
    status, acked = traced(
        ["-o", str(log), "-e", f"trace={CALLS}", "-e", f"inject={CALLS}:{FAULTS[fault]}:when={k}"]
    )
    killed = os.WIFSIGNALED(status)
    reached = killed or "INJECTED" in log.read_text(errors="replace")
    wrong = [] if killed or os.WEXITSTATUS(status) in {0, 3} else [f"ended with {status}"]
    there = count(house)
    wrong += looked_at(house, acked=acked, there=there)
    return Left(fault, k, reached, bool(acked), there > 0, wrong)


def count(house: House) -> int:
    with closing(sqlite3.connect(house.file)) as connection:
        found: int = connection.execute(
            "select count(*) from matters_matter where text = ?", [TEXT]
        ).fetchone()[0]
        return found


def looked_at(house: House, *, acked: str, there: int) -> list[str]:
    """Look at database and files, then send the same again and look once more."""
    wrong = [] if not acked or there else ["acknowledged and not there"]
    wrong += faults_of(house.file, house.var / "files")
    again: list[str] = []
    act(again.append)
    if acked and again != [acked]:
        wrong.append("the same key got another receipt")
    if count(house) != 1:
        wrong.append(f"there {count(house)} times after it was sent again")
    wrong += faults_of(house.file, house.var / "files")
    wrong += orphans(house)
    return wrong


def faults_of(file: Path, files: Path) -> list[str]:
    """Return what is wrong with a database and its files: damaged, torn, half a matter, a row without its file."""
    with closing(sqlite3.connect(file)) as connection:
        wrong = [
            f"integrity: {row[0]}" for row in connection.execute("pragma integrity_check") if row[0] != "ok"
        ]
        for statement in HALVES:
            wrong += [f"half: {statement}" for _ in connection.execute(statement, {"text": TEXT})]
        named = [row[0] for row in connection.execute("select digest from files_storedfile")]
    for path in files.rglob("*"):
        if path.is_file() and re.fullmatch("[0-9a-f]{64}", path.name):
            wrong += [] if sha256(path.read_bytes()).hexdigest() == path.name else [f"torn: {path.name}"]
        if path.is_file() and path.name.endswith(".thumbnail"):
            wrong += [] if path.read_bytes()[-2:] == b"\xff\xd9" else [f"torn: {path.name}"]
    for digest in named:
        for suffix in ("", ".thumbnail"):
            if not (files / digest[:2] / f"{digest}{suffix}").is_file():
                wrong.append(f"a row speaks of a file that is not there: {digest}{suffix}")
    return wrong


OF_IT = "select 1 from matters_matter m where m.text = :text and not exists (select 1 from"
HALVES = (
    f"{OF_IT} intake_intake i where i.matter_id = m.id)",
    f"{OF_IT} clocks_clock c where c.matter_id = m.id and c.level = 'matter')",
    f"{OF_IT} matters_entry e where e.subject = m.id and e.seq = 1 and e.verb = 'intake.received')",
    f"{OF_IT} matters_entry e where e.subject = m.id and e.verb = 'routing.routed')",
    f"{OF_IT} matters_party p where p.matter_id = m.id)",
    f"{OF_IT} matters_attachment a where a.matter_id = m.id)",
    "select 1 from matters_matter m where m.text = :text and m.due_at is null",
    "select 1 from matters_entry e group by subject having count(*) <> max(seq) or min(seq) <> 1",
)


def orphans(house: House) -> list[str]:
    """Let the cleaner do its work at once; return what it left and what it should not have taken."""
    from django.utils import timezone

    from linli.ground.files.actions import discard_unused

    discard_unused(now=timezone.now() + timedelta(seconds=1), older_than=timedelta(0))
    left = [path.name for path in (house.var / "files").rglob("*") if path.is_file()]
    return [] if len(left) == 2 else [f"after cleaning there are {len(left)} files"]


def main(arguments: list[str]) -> None:
    import django

    django.setup()
    house = House(Path(os.environ["LINLI_VAR"]))
    house.keep()
    act(lambda said: None)  # so that all is loaded
    house.back()
    if arguments[0] == "record":
        with suppress(FileNotFoundError):
            for name in ("contact.key", "log.key"):
                (house.var / "keys" / name).unlink()
        status, acked = traced(
            ["-o", arguments[1], "-y", "-xx", "-s", "10000000", "-e", f"trace={RECORDED}"], anew=True
        )
        print(json.dumps({"status": status, "acked": bool(acked)}))
        return
    for fault in arguments[0].split(","):
        for k in map(int, arguments[1:]):
            left = with_fault(house, fault, k)
            print(json.dumps(asdict(left), ensure_ascii=False), flush=True)
            if not left.reached:
                break


if __name__ == "__main__":
    main(sys.argv[1:])
