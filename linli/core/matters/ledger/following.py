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


@dataclass(frozen=True, eq=False)
class Follower:
    """`only`: which entries of its verbs concern it at all, told by the entry alone; none of the others is delivered.

    `once`: it looks at the subject, not at the entry: of an act that wrote several, the last stands for all. `unless`: an
    act that has one of these verbs too has done already what it would do.
    """

    name: str
    verbs: tuple[str, ...]
    run: FollowMany
    prompt: bool = False
    only: Concerns | None = None
    once: bool = False
    unless: tuple[str, ...] = ()

    def follows(self, entry: Entry) -> bool:
        return self.only is None or self.only(entry)

    def concerned(self, act: Sequence[Entry]) -> list[Entry]:
        """Return which entries of an act, all of one subject, are to be delivered to it."""
        meant = [entry for entry in act if entry.verb in self.verbs and self.follows(entry)]
        if not meant or any(entry.verb in self.unless for entry in act):
            return []
        return meant[-1:] if self.once else meant


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


def follow_many(
    *verbs: str, name: str, only: Concerns | None = None, once: bool = False, unless: tuple[str, ...] = ()
) -> Callable[[FollowMany], FollowMany]:
    """Declare a follower that takes all waiting entries of `verbs` at once; for `once` and `unless` see Follower."""

    def declare(run: FollowMany) -> FollowMany:
        _declare(Follower(name=name, verbs=verbs, run=run, only=only, once=once, unless=unless))
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


def meant_for(act: Sequence[Entry]) -> list[tuple[Entry, Follower]]:
    """Return who follows what of an act, whose entries are all of one subject."""
    followers = dict.fromkeys(follower for entry in act for follower in followers_of(entry.verb))
    return [(entry, follower) for follower in followers for entry in follower.concerned(act)]


def follower_named(name: str) -> Follower | None:
    return _followers.get(name)
