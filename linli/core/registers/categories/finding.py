"""Find the category that another system means: by its names from the root, by its code there, or by both."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from linli.core.matters.models import Category


class Finder:
    """All categories in memory, for one look-up or a hundred thousand. One query."""

    def __init__(self) -> None:
        self._by_names: dict[tuple[str, ...], list[Category]] = defaultdict(list)
        self._by_code: dict[str, list[Category]] = defaultdict(list)
        names: dict[UUID, tuple[str, ...]] = {}
        for row in Category.objects.order_by("path"):
            above = names.get(row.parent_id, ()) if row.parent_id else ()
            names[row.pk] = (*above, row.name)
            self._by_names[names[row.pk]].append(row)
            if row.external_code:
                self._by_code[row.external_code].append(row)
            self._by_code[row.code].append(row)

    def find(self, names: Sequence[str] = (), *, code: str = "") -> Category | None:
        """Return the category with this chain of names (and, among several, this code); else the only one with the code."""
        chain = tuple(name for name in names if name)
        found = self._by_names.get(chain, []) if chain else []
        exact = [row for row in found if code in (row.external_code, row.code)] if code else found
        if exact or found:
            return (exact or found)[0]
        coded = {row.pk: row for row in self._by_code.get(code, [])} if code else {}
        return next(iter(coded.values())) if len(coded) == 1 else None
