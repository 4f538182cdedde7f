"""Followers: what later rooms do when something happened earlier. Each app lists its own in `followers.py`.

A follower is idempotent and may run more than once. `prompt` ones are tried right after the commit; the others, and any
that failed, by the worker. `follow_many` ones get whole batches, for followers that only care what a subject looks like now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from linli.core.matters.models import Entry


class Follow(Protocol):
    def __call__(self, entry: Entry, *, now: datetime) -> None: ...


class FollowMany(Protocol):
    def __call__(self, entries: Sequence[Entry], *, now: datetime) -> None: ...


Concerns = Callable[[Entry], bool]


@dataclass(frozen=True)
class Follower:
    """`only`: which entries of its verbs concern it at all, told by the entry alone; none of the others is delivered."""

    name: str
    verbs: tuple[str, ...]
    run: FollowMany
    prompt: bool
    only: Concerns | None

    def follows(self, entry: Entry) -> bool:
        return self.only is None or self.only(entry)


_followers: dict[str, Follower] = {}
_by_verb: dict[str, tuple[Follower, ...]] = {}


def follow(
    *verbs: str, name: str, prompt: bool = False, only: Concerns | None = None
) -> Callable[[Follow], Follow]:
    """Declare a follower of `verbs`; `name` is kept in the database while a delivery waits, so it must not change."""

    def declare(run: Follow) -> Follow:
        def one_by_one(entries: Sequence[Entry], *, now: datetime) -> None:
            for entry in entries:
                run(entry, now=now)

        _declare(Follower(name=name, verbs=verbs, run=one_by_one, prompt=prompt, only=only))
        return run

    return declare


def follow_many(*verbs: str, name: str, only: Concerns | None = None) -> Callable[[FollowMany], FollowMany]:
    """Declare a follower that takes all waiting entries of `verbs` at once."""

    def declare(run: FollowMany) -> FollowMany:
        _declare(Follower(name=name, verbs=verbs, run=run, prompt=False, only=only))
        return run

    return declare


def _declare(follower: Follower) -> None:
    if follower.name in _followers:
        raise ValueError(f"two followers are named {follower.name}")
    _followers[follower.name] = follower
    for verb in follower.verbs:
        _by_verb[verb] = (*_by_verb.get(verb, ()), follower)


def followers_of(verb: str) -> tuple[Follower, ...]:
    return _by_verb.get(verb, ())


def follower_named(name: str) -> Follower | None:
    return _followers.get(name)
