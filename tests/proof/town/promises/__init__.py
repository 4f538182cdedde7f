"""What must hold in the town: pure functions that yield what they find wrong, each with the sentence that it keeps.

Those of `EACH` look at what a step touched, after each step; those of `WHOLE` at everything, now and then.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Find = Callable[[Any], Iterator[str]]


@dataclass(frozen=True)
class Promise:
    sentence: str
    broken: Find


EACH: list[Promise] = []
WHOLE: list[Promise] = []


def after_each_step(sentence: str) -> Callable[[Find], Find]:
    """Declare a promise about what a step touched; it is asked with a `Look`."""
    return _into(EACH, sentence)


def now_and_then(sentence: str) -> Callable[[Find], Find]:
    """Declare a promise about all there is; it is asked with the `Town`."""
    return _into(WHOLE, sentence)


def _into(promises: list[Promise], sentence: str) -> Callable[[Find], Find]:
    def declare(find: Find) -> Find:
        promises.append(Promise(sentence, find))
        return find

    return declare


for name in ("matters", "ledger", "clocks", "seen", "whole"):
    import_module(f"{__name__}.{name}")
