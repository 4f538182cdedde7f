"""Linear support vector machines, one against the rest, all at once, by dual coordinate descent.

The method is that of Hsieh, Chang, Lin, Keerthi and Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear
SVM" (2008), for the squared hinge loss. The order of the rows is drawn anew in each round from a fixed seed.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linli.flow.routing.suggesting.classifier.rows import Numbers, Places

COST = 1.0
ROUNDS, ENOUGH = 60, 0.05  # rounds at most; and the largest change still to be made at which it stops
SEED = 1


def separate(
    rows: Sequence[tuple[Places, Numbers]], labels: Places, count: int, width: int
) -> tuple[Numbers, Numbers]:
    """Return weights (`width` × `count`) and offsets (`count`) that tell each category from the rest.

    Small categories count more: the cost of missing one of theirs is in inverse proportion to their number.
    """
    weights = np.zeros((width, count), dtype=np.float32)
    offsets = np.zeros(count, dtype=np.float32)
    sides = np.where(labels[:, None] == np.arange(count), 1.0, -1.0).astype(np.float32)
    slack = _slack(labels, count, sides)
    alphas = np.zeros_like(sides)
    curve = np.array([float(data @ data) + 1.0 for _, data in rows], dtype=np.float32)[:, None] + slack
    draw = np.random.default_rng(SEED)
    for _ in range(ROUNDS):
        worst = 0.0
        for i in draw.permutation(len(rows)):
            places, data = rows[i]
            slope = sides[i] * (data @ weights[places] + offsets) - 1.0 + slack[i] * alphas[i]
            to_go = np.where(alphas[i] == 0, np.minimum(slope, 0), slope)
            worst = max(worst, float(np.abs(to_go).max()))
            after = np.maximum(alphas[i] - slope / curve[i], 0)
            change = (after - alphas[i]) * sides[i]
            alphas[i] = after
            if change.any():
                weights[places] += data[:, None] * change
                offsets += change
        if worst < ENOUGH:
            break
    return weights, offsets


def _slack(labels: Places, count: int, sides: NDArray[np.float32]) -> NDArray[np.float32]:
    sizes = np.bincount(labels, minlength=count)
    dearer = len(labels) / (count * np.maximum(sizes, 1))
    costs = np.where(sides > 0, COST * dearer[None, :], COST)
    return (0.5 / costs).astype(np.float32)
