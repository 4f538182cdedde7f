"""Bring a category tree in: what is there already stays as it is, what is new is added, nothing is ever removed."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.core.matters.models import Category
from linli.core.registers import actions
from linli.core.registers.categories.nodes import Node, Place, Tree
from linli.core.registers.categories.reading import LONGEST_CODE
from linli.core.registers.declaration import named
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets import BadRow


@dataclass
class Report:
    """What became of a file: nodes added and already there, leaves in the file, rows not taken."""

    rows: int
    leaves: int
    added: int = 0
    present: int = 0
    bad: list[BadRow] = field(default_factory=list)


@transaction.atomic
def load(
    tree: Tree,
    *,
    actor: Actor,
    now: datetime,
    prefix: str = "",
    progress: Callable[[], object] = lambda: None,
) -> Report:
    """Add the categories of `tree` that are not there yet. Raises Refused. All of them come in, or none."""
    report = Report(rows=tree.rows, leaves=tree.leaves(), bad=list(tree.bad))
    shelf = _Shelf(prefix)
    for node in tree.nodes.values():
        if shelf.holds(node.place):
            report.present += 1
        else:
            _add(shelf, node, actor, now)
            report.added += 1
        progress()
    return report


def _add(shelf: "_Shelf", node: Node, actor: Actor, now: datetime) -> None:
    parent = shelf.row(node.place[:-1])
    values = {
        "code": shelf.free_code(node, parent),
        "name": node.name,
        "parent": parent,
        "external_code": node.code,
        "valid_to": None if node.in_use else timezone.localdate(now) - timedelta(days=1),
    }
    row = actions.add(named("categories"), values, actor=actor, now=now)
    assert isinstance(row, Category)  # noqa: S101
    shelf.put(node.place, row)


class _Shelf:
    """The categories that exist, by place, and the codes that are taken."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._rows: dict[Place, Category] = {}
        self._codes: set[str] = set()
        by_id: dict[object, Category] = {}
        places: dict[object, Place] = {}
        for row in Category.objects.order_by("path"):
            by_id[row.pk] = row
            above = places.get(row.parent_id, ()) if row.parent_id else ()
            places[row.pk] = (*above, (row.name, row.external_code))
            self._rows.setdefault(places[row.pk], row)
            self._codes.add(row.code)

    def holds(self, place: Place) -> bool:
        return place in self._rows

    def row(self, place: Place) -> Category | None:
        return self._rows[place] if place else None

    def put(self, place: Place, row: Category) -> None:
        self._rows[place] = row
        self._codes.add(row.code)

    def free_code(self, node: Node, parent: Category | None) -> str:
        """Return the node's own code where nobody has it, else one made from it or from its parent's."""
        candidates = self._candidates(node, parent)
        return next(code for code in candidates if code not in self._codes and len(code) <= LONGEST_CODE)

    def _candidates(self, node: Node, parent: Category | None) -> Iterator[str]:
        own = f"{self._prefix}{node.code}".replace("/", "-")
        if node.code:
            yield own
            yield from (f"{own}-{number}" for number in range(2, 100))
        stem = f"{parent.code}-" if parent else self._prefix
        yield from (f"{stem}{number:02d}" for number in itertools.count(1))
