"""What holds of the ledger: gapless, chained, and enough to tell where each matter stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from linli.core.matters.ledger.canonical import commit, entry_digest
from linli.core.matters.ledger.hiding import common_verb, is_hidden
from linli.core.matters.models import Entry, Matter

from ..memory import Look, Told
from . import after_each_step

FIRED = ("clocks.warned", "clocks.breached")
MOVED = ("clocks.extended", "clocks.paused", "clocks.resumed", "clocks.recomputed")


@after_each_step("The entries of each subject are numbered without a gap, each chained to the one before it.")
def chained(look: Look) -> Iterator[str]:
    subjects = sorted(look.entries, key=lambda entry: (entry.subject, entry.seq))
    for subject, entries in groupby(subjects, key=lambda entry: entry.subject):
        told = look.before.told.get(subject, Told(""))
        seq, digest = told.seq, told.digest
        for entry in entries:
            if entry.seq != seq + 1:
                yield f"{subject}: entry {entry.seq} after {seq}"
            if bytes(entry.previous) != digest:
                yield f"{subject}: entry {entry.seq} {entry.verb} is not chained to the one before it"
            if entry_digest(entry) != bytes(entry.digest):
                yield f"{subject}: entry {entry.seq} {entry.verb} has a digest of something else"
            if entry.salt and commit(bytes(entry.salt), entry.body) != bytes(entry.commitment):
                yield f"{subject}: entry {entry.seq} {entry.verb} commits to something else"
            seq, digest = entry.seq, bytes(entry.digest)


@after_each_step("Whoever reads the ledger alone knows the state of each matter, and how many steps it took.")
def replayed(look: Look) -> Iterator[str]:
    for matter in look.matters:
        told = read(look, matter)
        if told.state != matter.state:
            yield f"{matter} is {matter.state}; its ledger says {told.state}"
        if told.version != matter.version:
            yield f"{matter} has version {matter.version}; its ledger tells of {told.version - 1} steps"


@after_each_step("Every step is taken from the state in which the matter was.")
def continuous(look: Look) -> Iterator[str]:
    for matter in look.matters:
        known = look.before.told.get(matter.id)
        state = known.state if known else look.procedure(matter).start
        for entry in look.of(matter):
            if not is_step(look, matter, entry) or "from" not in entry.body:
                continue
            if entry.body["from"] != state:
                yield f"{matter}: {entry.step} was taken from {entry.body['from']} while it was {state}"
            state = str(entry.body["to"])


@after_each_step("Whoever reads the ledger alone knows which clocks run, and until when.")
def ends(look: Look) -> Iterator[str]:
    for matter in look.matters:
        told = read(look, matter)
        rows = {str(clock.id): clock for clock in look.clocks[matter.id]}
        for key, clock in rows.items():
            unknown = clock.due_at if matter.is_sealed or told.erased else None
            if told.ends.get(key, unknown) != clock.due_at:
                yield f"{matter}: {clock.name} ends {clock.due_at}; its ledger says {told.ends.get(key)}"
            if (key in told.stopped) != (not clock.is_running):
                yield f"{matter}: {clock.name} runs: {clock.is_running}; its ledger says otherwise"
        for key in told.ends.keys() - rows.keys():
            yield f"{matter}: the ledger tells of a clock {key} that is not there"


def is_step(look: Look, matter: Matter, entry: Entry) -> bool:
    step = look.procedure(matter).steps.get(entry.step)
    return step is not None and step.verb == common_verb(entry.verb)


def read(look: Look, matter: Matter) -> Told:
    """Return where a matter stands, as its entries tell it: what was known, and what came since.

    With which ends the clocks of a sealed one started is encrypted to its key; ends of an erased one are gone.
    """
    known = look.before.told.get(matter.id)
    told = replace(known, ends=dict(known.ends), stopped=set(known.stopped)) if known else None
    told = told or Told(look.procedure(matter).start)
    for entry in look.of(matter):
        verb, body = common_verb(entry.verb), entry.body
        if is_step(look, matter, entry):
            told.version += 1
            told.state = str(body.get("to", told.state))
        elif verb == "clocks.started":
            started = [one for one in body.get("clocks", ()) if "due_at" in one]
            told.ends.update(
                {one["id"]: _time(one["due_at"]) for one in started if not is_hidden(one["due_at"])}
            )
        elif verb in (*MOVED, "clocks.stopped") and "id" in body:
            told.ends.pop(body["id"], None)
            if "due_at" in body:
                told.ends[body["id"]] = _time(body["due_at"])
            told.stopped |= {body["id"]} if verb == "clocks.stopped" else set()
        told.erased = told.erased or not entry.salt
        told.fired += verb in FIRED
        told.seq, told.digest = entry.seq, bytes(entry.digest)
    return told


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
