"""Texts as rows of a sparse table: for each, which grams it has and how much each counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.flow.routing.suggesting.classifier.grams import VIEWS, Keys, Written, grams, view_of, views_of

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

RAREST = 2  # a gram that only one text has says nothing about the next
EVEN = 10.0  # texts' worth of belief, for each gram, that all categories use it alike
FLOOR = 0.05  # what a gram counts that all categories do use alike


@dataclass(frozen=True)
class Counted:
    """One text: its grams (sorted, each once) and 1 + ln of how often it has each."""

    keys: Keys
    often: Numbers


@dataclass(frozen=True)
class Vocabulary:
    """The grams that count, sorted, and how much each does."""

    keys: Keys
    gains: Numbers


def counted(written: Written) -> Counted:
    found = np.concatenate([grams(view, text) for view, text in enumerate(views_of(written))])
    keys, often = np.unique(found, return_counts=True)
    return Counted(keys, (1.0 + np.log(often)).astype(np.float32))


def vocabulary(texts: Sequence[Counted], labels: Places, count: int, *, most: int) -> Vocabulary:
    """Return the grams of `texts` and what each counts: rarer grams more (inverse document frequency), and more those
    which few of the `count` categories use (one less the entropy of their shares). At most the `most` that count most.
    """
    every = np.concatenate([text.keys for text in texts])
    owners = np.repeat(labels, [len(text.keys) for text in texts])
    keys, where, spread = np.unique(every, return_inverse=True, return_counts=True)
    kept = spread >= RAREST
    keys, spread = keys[kept], spread[kept]
    counts = kept[where]
    cells = (np.cumsum(kept) - 1)[where[counts]] * count + owners[counts]
    uses = np.bincount(cells, minlength=len(keys) * count).reshape(len(keys), count)
    total, sizes = len(texts), np.bincount(labels, minlength=count)
    shares = (uses + EVEN * (spread / total)[:, None]) / (sizes + EVEN)
    shares /= shares.sum(axis=1, keepdims=True)
    telling = 1.0 + (shares * np.log(shares)).sum(axis=1) / np.log(count)
    gains = (np.log((total + 1) / (spread + 1)) + 1.0) * (FLOOR + telling)
    if len(keys) > most:
        best = np.sort(np.argsort(-gains * np.sqrt(spread), kind="stable")[:most])
        keys, gains = keys[best], gains[best]
    return Vocabulary(keys, gains.astype(np.float32))


def row(text: Counted, known: Vocabulary) -> tuple[Places, Numbers]:
    """Return the places in the vocabulary that `text` has, and their weights; each view has length 1."""
    places = np.searchsorted(known.keys, text.keys)
    places[places == len(known.keys)] = 0
    has = known.keys[places] == text.keys if len(known.keys) else np.zeros(len(places), dtype=bool)
    places, weights = places[has], text.often[has] * known.gains[places[has]]
    view = view_of(known.keys[places])
    lengths = np.sqrt(np.bincount(view, weights=weights.astype(np.float64) ** 2, minlength=VIEWS))
    lengths[lengths == 0] = 1.0
    return places, (weights / lengths[view]).astype(np.float32)
