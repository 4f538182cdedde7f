"""The closed matters from which one can learn, each with the category that it teaches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.core.matters.models import Category, Matter
from linli.core.registers.provisions import provision
from linli.flow.routing.suggesting.classifier import Written
from linli.ground.people.actor import SYSTEM
from linli.ground.people.queries.dates import valid_on


@dataclass(frozen=True)
class Examples:
    """Texts and, for each, the id of its category; how many matters and categories there are to learn from."""

    texts: list[Written]
    labels: list[str]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.labels)


def examples(*, on: date) -> Examples:
    """Return the latest matters that were closed with an answer, at the deepest category that has enough of them.

    What is open may still be put right, and what was withdrawn was perhaps never looked at: neither teaches.
    """
    closed = Matter.objects.visible_to(SYSTEM).filter(is_open=False, category__isnull=False)
    closed = closed.exclude(outcome="").order_by("-received_at", "-id")
    rows = list(
        closed.values_list("id", "category_id", "title", "text")[
            : provision("suggesting.most_matters", on=on)
        ]
    )
    rows.sort(
        key=lambda row: row[0]
    )  # the same matters give the same lesson, in whichever order they were closed
    level = levels([row[1] for row in rows], parents(on=on), least=provision("suggesting.least_each", on=on))
    taught = [(level[row[1]], Written(row[3], row[2])) for row in rows]
    kept = [(str(category), written) for category, written in taught if category is not None]
    return Examples([written for _, written in kept], [category for category, _ in kept])


def parents(*, on: date) -> dict[UUID, tuple[UUID | None, bool]]:
    """Return the parent of each category, and whether the category is in force."""
    in_force = set(Category.objects.filter(valid_on(on)).values_list("id", flat=True))
    tree = Category.objects.values_list("id", "parent_id")
    return {category: (parent, category in in_force) for category, parent in tree}


def levels(
    categories: Sequence[UUID], tree: Mapping[UUID, tuple[UUID | None, bool]], *, least: int
) -> dict[UUID, UUID | None]:
    """Return for each category the one that its matters teach: itself where it has `least`, else the nearest above it
    that has with what comes up from below; None where there is no such one. Categories no longer in force teach those
    above them.
    """
    own, comes_up = Counter(categories), {category: [category] for category in set(categories)}
    teaches: dict[UUID, UUID | None] = dict.fromkeys(comes_up)
    for category in sorted(tree, key=lambda each: (-_depth(each, tree), str(each))):
        below = comes_up.pop(category, [])
        parent, in_force = tree[category]
        if in_force and sum(own[each] for each in below) >= least:
            teaches.update(dict.fromkeys(below, category))
        elif parent is not None:
            comes_up.setdefault(parent, []).extend(below)
    return teaches


def _depth(category: UUID, tree: Mapping[UUID, tuple[UUID | None, bool]]) -> int:
    depth, above = 0, tree[category][0]
    while above is not None:
        depth, above = depth + 1, tree[above][0]
    return depth
