"""Run a town: draw, act, look; and say what broke, with all that is needed to see it again."""

from dataclasses import dataclass

from django.db import connection

from linli.core.matters.models import Entry

from .county import County
from .lots import undone
from .memory import Look, Told
from .moves import drawn
from .moves.worker import night
from .promises import EACH, WHOLE, Promise
from .promises.ledger import read
from .town import Town

WHOLE_EVERY = 50


class Broken(AssertionError):
    """A promise did not hold in a town."""


@dataclass(frozen=True)
class Run:
    """What came of one town."""

    seed: int
    steps: int
    tally: dict[str, int]
    history: str


def run(seed: int, steps: int, county: County) -> Run:
    """Let the town of this seed live for so many steps, and undo it. Raises Broken."""
    town = Town(seed, county)
    with undone(), town.lots.drawn():
        try:
            for town.steps in range(1, steps + 1):
                live(town)
                if town.steps % WHOLE_EVERY == 0 or town.steps == steps:
                    look_at_all(town)
        except Broken:
            raise
        except Exception as error:
            raise Broken(said(town, f"{type(error).__name__}: {error}")) from error
    return Run(seed, steps, dict(town.tally), town.history)


def live(town: Town) -> None:
    """Take one step."""
    town.pass_time()
    drawn(town.dice).act(town)
    look(town)


def look(town: Town) -> None:
    """Ask what must hold of what the step touched, and remember it."""
    found = Look.at(town.memory, town.now)
    if not found.entries:
        return
    for promise in EACH:
        hold(town, promise, found)
    town.remember(found.entries)
    told = {matter.id: read(found, matter) for matter in found.matters}
    others = {entry.subject: entry for entry in found.entries if entry.subject not in told}
    told |= {key: told_of(entry) for key, entry in others.items()}
    found.kept(told)


def told_of(entry: Entry) -> Told:
    """Return what is remembered of what is no matter: a row of a register, a meeting."""
    return Told("", seq=entry.seq, digest=bytes(entry.digest))


def look_at_all(town: Town) -> None:
    """Let everything that waits be done, and ask what must hold of the whole."""
    night(town)
    look(town)
    for promise in WHOLE:
        hold(town, promise, town)
    connection.run_on_commit = []


def hold(town: Town, promise: Promise, asked: object) -> None:
    broken = list(promise.broken(asked))
    if broken:
        raise Broken(said(town, f"{promise.sentence}\n  " + "\n  ".join(broken[:5])))


def said(town: Town, what: str) -> str:
    last = "\n  ".join(town.last)
    return (
        f"{what}\nThe last acts:\n  {last}\nSee it again: LINLI_TOWN_SEED={town.seed} LINLI_TOWN_STEPS={town.steps} "
        f"pytest tests/proof/town; once it is mended, keep “{town.seed} {town.steps}” in tests/proof/town/seeds.txt."
    )
