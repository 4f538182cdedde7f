"""What is forbidden looks like what never was: the same asked of a sealed matter and of one that does not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.lib.identifiers import luhn_digit
from linli.testing.long import is_long

from .asking import Answer, Ask, Site, Viewer, form
from .crawling import FRAGMENT, Address, addresses
from .year import Year

ABSENT = "260320000000" + luhn_digit("260320000000")  # a number of the right form that nothing has
NOTHING = UUID(int=(7 << 76) | (0b10 << 62) | 1)
NUMBERS = ("number", "other")
CODE = "2345678923"


@dataclass(frozen=True)
class Twice:
    """The same asked of something that is sealed (`one`) and of something that never was (`other`)."""

    name: str
    sealed: Ask
    absent: Ask
    word: str
    never: str

    def answers(self, site: Site, viewer: Viewer) -> tuple[Answer, Answer]:
        """Return both answers, the first in the words of the second."""
        seed = repr(self.absent).encode()
        one, other = (site.ask(viewer, ask, seed=seed) for ask in (self.sealed, self.absent))
        return one.with_word(self.never, of=self.word), other


def by_number(year: Year, number: str) -> Iterator[Twice]:
    """Yield everything that takes a number, asked of the sealed number."""
    for address in addresses():
        for part in set(address.parts) & set(NUMBERS):
            yield from _both(address, _filling(year, address), part, number, ABSENT)
    for name, ask in _beside(year, number):
        absent = dict(_beside(year, ABSENT))[name]
        yield Twice(name, ask, absent, number, ABSENT)


def by_key(year: Year, keys: list[UUID]) -> Iterator[Twice]:
    """Yield everything that takes the key of a row, asked of rows of the sealed matter by turns."""
    turn = 0
    for address in addresses():
        for part in sorted(address.keys):
            yield from _both(
                address, _filling(year, address), part, str(keys[turn % len(keys)]), str(NOTHING)
            )
            turn += 1


def keys_of(matter_ids: list[UUID]) -> list[UUID]:
    """Return the keys of the matters, and of every row of every model that belongs to one of them."""
    found = list(matter_ids)
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.related_model is Matter:
                rows = model._default_manager.filter(**{f"{field.name}__in": matter_ids})
                found += [key for key in rows.values_list("pk", flat=True)[:3] if isinstance(key, UUID)]
    return list(dict.fromkeys(found))


def _both(address: Address, filling: dict[str, Any], part: str, word: str, never: str) -> Iterator[Twice]:
    one, other = (address.path(filling | {part: value}) for value in (word, never))
    if one is None or other is None:
        return
    for said, headers in ((None, ()), ((), ()), *(((None, FRAGMENT),) if is_long() else ())):
        yield Twice(address.name, Ask(one, said, headers), Ask(other, said, headers), word, never)


def _filling(year: Year, address: Address) -> dict[str, Any]:
    """Return something for every part of the address."""
    found = {part: next(iter(year.values(address.name, part)), "x") for part in address.parts}
    return found | dict.fromkeys(address.keys, str(NOTHING))


def _beside(year: Year, number: str) -> Iterator[tuple[str, Ask]]:
    """Yield what names a number elsewhere than in the address."""
    mine = next(iter(year.values("desk:matter", "number")))
    yield "search", Ask(f"{reverse('desk:search')}?q={number}")
    yield "follow", Ask(reverse("portal:follow"), form({"number": number, "code": CODE}))
    yield "follow, filled in", Ask(f"{reverse('portal:follow')}?number={number}")
    yield "scan", Ask(reverse("portal:scan", args=[number, CODE]))
    yield (
        "find beside",
        Ask(reverse("desk:links-find", args=[mine]), form({"number": number, "other": number})),
    )
    yield (
        "find beside, asked",
        Ask(f"{reverse('desk:links-find', args=[mine])}?number={number}&other={number}"),
    )
    yield "receipt", Ask(reverse("api:receipt", args=[number]), None, (("Receipt-Code", CODE),))
    yield "plan a meeting", Ask(f"{reverse('desk:meetings-plan')}?matter={number}&number={number}")


def slower_by(site: Site, viewer: Viewer, one: Ask, other: Ask, *, repeats: int) -> float:
    """Return by how many milliseconds `one` takes longer than `other`, asked by turns: of the medians or of the lower
    quartiles, whichever is less, since a busy machine only ever adds.
    """
    took: dict[Ask, list[float]] = {one: [], other: []}
    for turn in range(repeats + 1):
        for ask in (one, other) if turn % 2 else (other, one):
            began = perf_counter()
            site.ask(viewer, ask)
            took[ask].append((perf_counter() - began) * 1000)
    one_took, other_took = (quantiles(took[ask][1:], n=4) for ask in (one, other))
    return min(abs(one_took[which] - other_took[which]) for which in (0, 1))
