"""After the storm: is everything that was acknowledged there, once, whole? Read from the database and the disk alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.proof.installation import Installation
from tests.proof.lost.crowd import MARK, Brought

REPEATED = 40

CLEAN = """
from datetime import timedelta
from django.utils import timezone
from linli.ground.files.actions import discard_unused
print("cleaned", discard_unused(now=timezone.now() + timedelta(seconds=1), older_than=timedelta(0)))
from linli.config.cli import program
try:
    program(["verify"], standalone_mode=False)
    print("sound")
except SystemExit:
    print("altered")
"""


@dataclass(frozen=True)
class Verdict:
    """Counts of what is wrong; all of them should be nothing. `cleaned`: files of nobody that the cleaner took away."""

    acked: int
    lost: int
    doubled: int
    halves: int
    orphans: int
    torn: int
    unsound: int
    other_receipts: int
    cleaned: int = 0

    def __bool__(self) -> bool:
        faults = (self.lost, self.doubled, self.halves, self.orphans, self.torn, self.unsound)
        return not any((*faults, self.other_receipts))


def judge(house: Installation, acked: Sequence[Brought], *, seed: int = 0) -> Verdict:
    """Look at everything. The house answers, and nobody brings anything meanwhile."""
    rows = house.rows("select text, count(*) from matters_matter group by text")
    there = {text: int(count) for text, count in rows}
    said = house.python(CLEAN).split()
    files = in_files(house)
    return Verdict(
        acked=len(acked),
        lost=sum(one.text not in there for one in acked),
        doubled=sum(count > 1 for text, count in there.items() if MARK in text),
        halves=len(halves(house, acked)),
        orphans=len(files.orphans),
        torn=len(files.torn),
        unsound=0 if said[-1] == "sound" else 1,
        other_receipts=other_receipts(house, acked, seed=seed),
        cleaned=int(said[said.index("cleaned") + 1]),
    )


def halves(house: Installation, acked: Sequence[Brought]) -> set[str]:
    """Return the matters that lack a part: their key, first entry, owner, clock, route, person, photos; or have a gap."""
    photos = {one.text: one.photos for one in acked}
    found: set[str] = set()
    statements = (
        "select text from matters_matter m where not exists (select 1 from intake_intake i where i.matter_id = m.id)",
        "select text from matters_matter m where unit_id is null or due_at is null or state = ''",
        "select text from matters_matter m where not exists (select 1 from clocks_clock c"
        " where c.matter_id = m.id and c.level = 'matter' and c.due_at is not null)",
        "select text from matters_matter m where not exists (select 1 from matters_entry e"
        " where e.subject = m.id and e.seq = 1 and e.verb = 'intake.received')",
        "select text from matters_matter m where not exists (select 1 from matters_entry e"
        " where e.subject = m.id and e.verb = 'routing.routed')",
        "select text from matters_matter m where not exists (select 1 from matters_party p where p.matter_id = m.id)",
        "select text from matters_matter m join matters_entry e on e.subject = m.id"
        " group by m.id, text having count(*) <> max(e.seq) or min(e.seq) <> 1",
    )
    for statement in statements:
        found |= {row[0] for row in house.rows(statement)}
    said = house.rows(
        "select m.text, e.body, (select count(*) from matters_attachment a where a.matter_id = m.id)"
        " from matters_matter m join matters_entry e on e.subject = m.id and e.seq = 1"
    )
    for text, body, attached in said:
        told = (body if isinstance(body, dict) else json.loads(body))["photos"]
        if told != attached or photos.get(text, told) != told:
            found.add(text)
    return found


@dataclass(frozen=True)
class Files:
    orphans: set[str]
    torn: set[str]


def in_files(house: Installation) -> Files:
    """Return files that no row speaks of, and files that a row speaks of and that are missing or not what their name says."""
    named = {row[0]: bool(row[1]) for row in house.rows("select digest, width from files_storedfile")}
    attached = {
        row[0]
        for row in house.rows(
            "select f.digest from matters_attachment a join files_storedfile f on f.id = a.file_id"
        )
    }
    paths = [path for path in house.files.rglob("*") if path.is_file()]
    orphans = {path.name for path in paths if path.name.removesuffix(".thumbnail") not in named}
    torn = {digest for digest in attached | set(named) if not _is_whole(house.files, digest)}
    return Files(orphans, torn)


def _is_whole(root: Path, digest: str) -> bool:
    path = root / digest[:2] / digest
    return (
        path.is_file()
        and sha256(path.read_bytes()).hexdigest() == digest
        and path.with_name(f"{digest}.thumbnail").is_file()
    )


def other_receipts(house: Installation, acked: Sequence[Brought], *, seed: int) -> int:
    """Send some of what was acknowledged once more; return how many got other bytes, or no receipt."""
    by_program = [one for one in acked if one.receipt]
    chosen = Random(seed).sample(by_program, min(REPEATED, len(by_program)))
    other = 0
    for one in chosen:
        client = house.client(token=one.token)
        answer = client.bring(one.text, key=one.key)
        other += (answer.status, answer.body) != (200, one.receipt)
        client.close()
    return other
