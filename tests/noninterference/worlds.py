"""One world is everything that everybody is answered on one day; two of them are compared byte by byte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import TYPE_CHECKING
from zlib import crc32

from linli.testing.long import is_long

from .asking import Answer, Ask, Site, repeatable, undone
from .crawling import Walk, paths
from .probes import searches, tried

if TYPE_CHECKING:
    from .year import Year

LONGEST = 1500


@dataclass
class World:
    """Everything that everybody was answered.

    `walks`: by viewer, what they asked. `opened`: by viewer, the names of what they could open. `probes`: by name.
    `numbers`: those that the next document of every series would get.
    """

    walks: dict[str, dict[Ask, Answer]] = field(default_factory=dict)
    opened: dict[str, set[str]] = field(default_factory=dict)
    probes: dict[str, list[Answer]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(answers) for answers in self.walks.values())


def differences(one: World, other: World) -> list[str]:
    """Return in words what somebody was answered otherwise in the other world."""
    found = []
    for viewer, answers in one.walks.items():
        for ask, answer in answers.items():
            if other.walks[viewer][ask] != answer:
                found.append(f"{viewer} asks {ask}\n{difference(answer, other.walks[viewer][ask])}")
    for name, steps in one.probes.items():
        for step, (before, after) in enumerate(zip(steps, other.probes[name], strict=True), start=1):
            if before != after:
                found.append(f"{name}, step {step}\n{difference(before, after)}")
    if one.numbers != other.numbers:
        found.append(f"numbers of documents: {set(one.numbers) ^ set(other.numbers)}")
    return found


def difference(one: Answer, other: Answer) -> str:
    """Return a short account of what differs between two answers."""
    lines = []
    if one.status != other.status:
        lines.append(f"  status {one.status} → {other.status}")
    lines += [f"  only before: {pair}" for pair in one.headers if pair not in other.headers]
    lines += [f"  only after:  {pair}" for pair in other.headers if pair not in one.headers]
    if one.body != other.body:
        lines += unified_diff(_lines(one), _lines(other), "before", "after", lineterm="", n=0)
    return "\n".join(lines)[:LONGEST]


def _lines(answer: Answer) -> list[str]:
    return [
        line.strip()[:300]
        for line in answer.body.decode(errors="backslashreplace").splitlines()
        if line.strip()
    ]


WHOLE = ("respondent", "stranger")  # these look at everything behind their doors
SHARE = 4  # each of the others looks at one address in so many, and at what nobody could open before
LINKS, LONG = 1, 6  # how many links to the same kind of page are followed
WORDS = 6  # of the words, so many are searched for by others than the first
# Doors behind which a viewer finds what everybody finds there; the first viewer tries all.
NOT_THEIRS = {
    "stranger": ("desk:", "api:"),
    "resident": ("desk:", "api:"),
    "program": ("desk:", "portal:", "petitions:"),
}
EVERYWHERE_ALIKE = ("account_", "mfa_", "look:")  # one viewer looks at these: they say nothing of matters
BESIDE = ("/healthz", "/readyz")  # answered before the resolver is asked


def look(year: "Year", plan: World | None = None) -> World:
    """Let everybody look at everything, or at what `plan` lists, after a night's work; undo it all."""
    site, world = Site(), World()
    with undone():
        with repeatable(b"night"):
            year.night()
        for name, viewer in year.viewers.items():
            walk = Walk(site, viewer, LONG if is_long() else LINKS, left_to_others(name, world))
            walk.go(first_asks(year, name)) if plan is None else walk.again(plan.walks[name])
            world.walks[name], world.opened[name] = walk.answers, walk.opened
        world.numbers = year.next_numbers()
        for probe in year.probes:
            world.probes[probe.name] = tried(site, year.viewers[probe.viewer], probe)
    return world


def first_asks(year: "Year", name: str) -> Iterator[tuple[str, Ask]]:
    """Yield the addresses with which this viewer begins."""
    yield from ((address, Ask(path)) for address, path in paths(year.values))
    yield from ((path, Ask(path)) for path in BESIDE)
    is_first = next(iter(year.viewers)) == name
    yield from (("desk:search", ask) for ask in searches(year.words if is_first else year.words[:WORDS]))


def left_to_others(name: str, world: World) -> Callable[[str], bool]:
    """Return a function that tells whether this viewer need not look at an address: others do."""
    if not world.walks:
        return lambda address: False
    not_theirs = NOT_THEIRS.get(name, ("portal:",)) + EVERYWHERE_ALIKE
    if name in WHOLE or is_long():
        return lambda address: address.startswith(not_theirs)
    opened = set().union(*world.opened.values())
    share = {address for address in opened if crc32(f"{name} {address}".encode()) % SHARE}
    return lambda address: address in share or address.startswith(not_theirs)
