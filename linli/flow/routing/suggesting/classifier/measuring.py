"""How well it does, measured only on texts that were not learned from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from linli.flow.routing.suggesting.classifier.model import certainties, train
from linli.flow.routing.suggesting.classifier.rows import Counted

FOLDS = 5
SEED = 0


@dataclass(frozen=True)
class Measured:
    """F1 of each label, their plain mean, how many texts were judged, and the sharpness that fits the distances best."""

    macro_f1: float
    n: int
    labels: dict[str, float]
    sharpness: float = 1.0


def folds(labels: Sequence[str], *, seed: int = SEED) -> NDArray[np.int64]:
    """Return for each text its fold: the texts of each label, in an order drawn from `seed`, are dealt out in turn.

    The dealing goes on from label to label, so that folds are equal to one text in all and within each label.
    """
    draw, fold, dealt = np.random.default_rng(seed), np.zeros(len(labels), dtype=np.int64), 0
    for label in sorted(set(labels)):
        of_label = np.flatnonzero(np.array([each == label for each in labels]))
        draw.shuffle(of_label)
        fold[of_label] = (dealt + np.arange(len(of_label))) % FOLDS
        dealt += len(of_label)
    return fold


def folds_of(texts: Sequence[Counted], labels: Sequence[str], *, seed: int = SEED) -> NDArray[np.int64]:
    """Return for each text its fold. Texts that differ only in numbers stay together: what one teaches of the other says
    nothing about the next.
    """
    same: dict[bytes, int] = {}
    first = [same.setdefault(text.keys.tobytes(), at) for at, text in enumerate(texts)]
    kept = sorted(set(first))
    fold = dict(zip(kept, folds([labels[at] for at in kept], seed=seed).tolist(), strict=True))
    return np.array([fold[at] for at in first], dtype=np.int64)


def cross_validated(texts: Sequence[Counted], labels: Sequence[str], *, seed: int = SEED) -> Measured:
    """Learn from four folds, judge the fifth, five times. Raises ValueError where there are not two labels."""
    distances, truth, names = [], [], tuple(sorted(set(labels)))
    for distance, true in _folds_judged(texts, labels, names, seed):
        distances.append(distance)
        truth.append(true)
    return _measured(np.concatenate(distances), np.concatenate(truth), names)


def judged(
    texts: Sequence[Counted], labels: Sequence[str], others: Sequence[Counted], answers: Sequence[str]
) -> Measured:
    """Learn from `texts`, judge `others`. A label that only one of them has counts with F1 0."""
    names = tuple(sorted({*labels, *answers}))
    truth = np.array([names.index(answer) for answer in answers], dtype=np.int64)
    return _measured(_judged(texts, labels, others, names), truth, names)


def _folds_judged(
    texts: Sequence[Counted], labels: Sequence[str], names: tuple[str, ...], seed: int
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int64]]]:
    fold = folds_of(texts, labels, seed=seed)
    for held_out in tqdm(range(FOLDS), unit=" folds", disable=None, leave=False):
        others, held = np.flatnonzero(fold != held_out).tolist(), np.flatnonzero(fold == held_out).tolist()
        if not held:
            continue
        known = [texts[i] for i in others], [labels[i] for i in others]
        distance = _judged(*known, [texts[i] for i in held], names)
        yield distance, np.array([names.index(labels[i]) for i in held], dtype=np.int64)


def _judged(
    texts: Sequence[Counted], labels: Sequence[str], others: Sequence[Counted], names: tuple[str, ...]
) -> NDArray[np.float32]:
    """Return the distances of `others` (texts × names); a name that was not learned lies far off."""
    model = train(texts, labels)
    found = np.full((len(others), len(names)), -10.0, dtype=np.float32)
    found[:, [names.index(label) for label in model.labels]] = [model.distances(other) for other in others]
    return found


def _measured(distances: NDArray[np.float32], truth: NDArray[np.int64], names: tuple[str, ...]) -> Measured:
    guessed = distances.argmax(axis=1)
    scores = {}
    for at, name in enumerate(names):
        hits = int(((guessed == at) & (truth == at)).sum())
        named = int((guessed == at).sum() + (truth == at).sum())
        scores[name] = 2 * hits / named if named else 0.0
    return Measured(sum(scores.values()) / len(scores), len(truth), scores, _sharpness(distances, truth))


def _sharpness(distances: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Return the sharpness under which what was true was likeliest, so that 80 % means right four times in five."""
    tried = np.geomspace(0.2, 20, 60)
    losses = [
        -np.log(np.maximum(certainties(distances, sharpness)[np.arange(len(truth)), truth], 1e-9)).mean()
        for sharpness in tried
    ]
    return float(tried[int(np.argmin(losses))])
