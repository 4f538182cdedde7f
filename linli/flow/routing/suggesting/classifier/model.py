"""A classifier as it is kept: the grams that count, what each says for each category, and how sure to be."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linli.flow.routing.suggesting.classifier.grams import Written, said, tidy
from linli.flow.routing.suggesting.classifier.machine import separate
from linli.flow.routing.suggesting.classifier.rows import (
    Counted,
    Numbers,
    Vocabulary,
    counted,
    row,
    vocabulary,
)

MOST = 60_000  # grams that are kept
FEWEST = 2  # categories between which one can tell
REASONS = 6  # pairs of characters that are named as the reason
EMPTY = frozenset("的了是在我你他您们有和就不也都而及与着或这那到被把请吗呢吧")  # explain nothing to a reader
SHAPE = 1  # of the file; raise it when grams or arrays change


@dataclass(frozen=True)
class Guess:
    """A label, how sure (0 to 1), and the words of the text that speak for it."""

    label: str
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """`weights` is grams × labels, `offsets` labels; `sharpness` makes probabilities of distances."""

    labels: tuple[str, ...]
    known: Vocabulary
    weights: Numbers
    offsets: Numbers
    sharpness: float = 1.0

    def distances(self, text: Counted) -> Numbers:
        """Return, for each label, how far on its side the text lies."""
        places, data = row(text, self.known)
        distances: Numbers = data @ self.weights[places] + self.offsets
        return distances

    def guesses(self, written: Written, *, most: int = 3) -> list[Guess]:
        """Return the likeliest labels, the likeliest first."""
        text = counted(written)
        sure = certainties(self.distances(text)[None, :], self.sharpness)[0]
        order = np.argsort(-sure, kind="stable")[:most]
        return [
            Guess(self.labels[at], float(sure[at]), self._because(written, text, int(at))) for at in order
        ]

    def _because(self, written: Written, text: Counted, label: int) -> tuple[str, ...]:
        """Return the words of the text that speak most for the label against all others."""
        places, data = row(text, self.known)
        speaks = data * (self.weights[places, label] - self.weights[places].mean(axis=1))
        sums: dict[str, float] = {}
        for at in np.flatnonzero(speaks > 0):
            pair = said(int(self.known.keys[places[at]]))
            if len(pair) > 1 and pair.isalpha() and not set(pair) & EMPTY:
                sums[pair] = sums.get(pair, 0.0) + float(speaks[at])
        best = sorted(sums, key=lambda pair: (-sums[pair], pair))[:REASONS]
        best = [pair for pair in best if sums[pair] >= sums[best[0]] / 3]
        return joined(best, tidy(f"{written.title}。{written.text}"))

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        np.savez_compressed(
            file,
            shape=np.array(SHAPE),
            labels=np.array(self.labels),
            keys=self.known.keys,
            gains=self.known.gains,
            weights=self.weights.astype(np.float16),
            offsets=self.offsets,
            sharpness=np.array(self.sharpness),
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Model | None":
        """Return what `to_bytes` wrote; None if another version of the program wrote it."""
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            if int(arrays["shape"]) != SHAPE:
                return None
            return cls(
                tuple(str(label) for label in arrays["labels"]),
                Vocabulary(arrays["keys"], arrays["gains"]),
                arrays["weights"].astype(np.float32),
                arrays["offsets"],
                float(arrays["sharpness"]),
            )


def train(texts: Sequence[Counted], labels: Sequence[str], *, sharpness: float = 1.0) -> Model:
    """Learn from texts whose labels are known; the same texts in the same order give the same model.

    Raises ValueError where there are not two labels.
    """
    names = tuple(sorted(set(labels)))
    if len(names) < FEWEST:
        raise ValueError("there must be two labels at least")
    at = np.array([names.index(label) for label in labels], dtype=np.int64)
    known = vocabulary(texts, at, len(names), most=MOST)
    rows = [row(text, known) for text in texts]
    weights, offsets = separate(rows, at, len(names), len(known.keys))
    return Model(names, known, weights, offsets, sharpness)


def certainties(distances: Numbers, sharpness: float) -> Numbers:
    """Return distances (texts × labels) as probabilities that sum to 1 in each row."""
    raised = np.exp(sharpness * (distances - distances.max(axis=1, keepdims=True)))
    shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return shares


def joined(pairs: Sequence[str], text: str) -> tuple[str, ...]:
    """Return pairs, those joined that overlap and stand so in `text`: 管道, 道漏, 漏水 become 管道漏水."""
    words: list[str] = []
    for pair in pairs:
        words.append(pair)
        while grown := _grown(words, text):
            words = grown
    return tuple(words)


def _grown(words: list[str], text: str) -> list[str] | None:
    """Return `words` with the last joined to one before it, if they overlap."""
    last = words[-1]
    for at, word in enumerate(words[:-1]):
        for longer in (word + last[1:], last + word[1:]):
            overlap = word[-1] == last[0] if longer.startswith(word) else last[-1] == word[0]
            if overlap and longer in text:
                return [*words[:at], *words[at + 1 : -1], longer]
    return None
