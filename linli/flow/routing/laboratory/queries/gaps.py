"""The gap map: where, for what and how grave nobody would be responsible but the duty post."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from linli.core.matters.models import Category
from linli.flow.routing.deciding import Question, applied, fits
from linli.flow.routing.laboratory.models import Replay
from linli.flow.routing.laboratory.rule_sets import Book
from linli.flow.routing.models import Rule
from linli.ground.people.queries.dates import valid_on
from linli.ground.places.models import Area, Level


@dataclass(frozen=True)
class Gap:
    """One cell: of `of` pairs of place and category below it, `without` have no owner; `past` matters fell into them."""

    without: int
    of: int
    past: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.without or self.past)


@dataclass(frozen=True)
class GapMap:
    """Rows are areas (None: no place told), columns categories (None: no category told)."""

    severity: str
    columns: Sequence[Category | None]
    rows: Sequence[tuple[Area | None, Sequence[Gap]]]

    @property
    def without(self) -> int:
        return sum(gap.without for _area, gaps in self.rows for gap in gaps)

    @property
    def past(self) -> int:
        return sum(gap.past for _area, gaps in self.rows for gap in gaps)


def gap_map(
    book: Book, severity: str, *, replay: Replay | None = None, town: Area | None = None, below: str = ""
) -> GapMap:
    """Return the map for matters of this severity and of no particular kind. Three queries, none for each cell.

    Rows are the towns, or the villages of `town`; columns the main categories, or those under the one with code `below`.
    """
    tree = Tree(below)
    places = _places(book, town)
    finding = Finding(book, severity, tree)
    past = _past(replay, severity, tree, town)
    rows = [
        (area, [_gap(finding, spots, column, past, area) for column in tree.columns])
        for area, spots in places
    ]
    return GapMap(severity, tree.columns, rows)


Spot = tuple[UUID | None, UUID | None]  # town, village


class Tree:
    """The categories: which columns there are, which leaves are below each, and which column a category falls into."""

    def __init__(self, below: str) -> None:
        every = list(Category.objects.order_by("path"))
        parents = {row.parent_id for row in every}
        top = next((row for row in every if row.code == below), None) if below else None
        self.columns: list[Category | None] = [
            row for row in every if row.parent_id == (top.id if top else None)
        ]
        self.leaves: dict[UUID | None, list[UUID]] = defaultdict(list)
        self.column_of: dict[UUID | None, UUID | None] = {}
        for row in every:
            column = next((one for one in self.columns if one and _is_under(row.path, one.path)), None)
            if column is None:
                continue
            self.column_of[row.id] = column.id
            if row.id not in parents:
                self.leaves[column.id].append(row.id)
        if top is None:
            self.columns.append(None)
            self.column_of[None] = None


class Finding:
    """Tells for a place which categories have an owner; places alike to all rules are looked at once."""

    def __init__(self, book: Book, severity: str, tree: Tree) -> None:
        self.book, self.severity, self.tree = book, severity, tree
        asked = Question(severity=severity)
        self.rules = [rule for rule in book.rules() if fits(rule, asked)]
        self.lists = [rule for rule in self.rules if rule.to == Rule.To.DUTY]
        self.areas = {line.area_id for line in book.duties}
        self._unowned: dict[tuple[UUID | None, Spot], int] = {}

    def unowned(self, spot: Spot, column: UUID | None) -> int:
        """Return how many categories of the column have no owner there."""
        if self._owned_by_place(spot):
            return 0
        alike = (self._special(spot[0]), self._special(spot[1]))
        key = (column, alike)
        if key not in self._unowned:
            leaves = self.tree.leaves[column] if column else [None]
            self._unowned[key] = sum(not self._owned(leaf, alike) for leaf in leaves)
        return self._unowned[key]

    def _owned_by_place(self, spot: Spot) -> bool:
        question = Question(severity=self.severity, town_id=spot[0], village_id=spot[1])
        return any(
            applied(rule, question, self.book) is not None for rule in self.rules if rule.to != Rule.To.DUTY
        )

    def _owned(self, category_id: UUID | None, spot: Spot) -> bool:
        question = Question("", self.severity, category_id, *spot)
        return any(applied(rule, question, self.book) for rule in self.lists)

    def _special(self, area_id: UUID | None) -> UUID | None:
        return area_id if area_id in self.areas else None


def _gap(
    finding: Finding,
    spots: Sequence[Spot],
    column: Category | None,
    past: Counter[tuple[UUID | None, UUID | None]],
    area: Area | None,
) -> Gap:
    key = column.id if column else None
    width = len(finding.tree.leaves[key]) if column else 1
    without = sum(finding.unowned(spot, key) for spot in spots)
    return Gap(without, width * len(spots), past[area.id if area else None, key])


def _places(book: Book, town: Area | None) -> list[tuple[Area | None, list[Spot]]]:
    """Return the rows with the places that each stands for: a town for its villages, a village for itself."""
    holding = Area.objects.filter(valid_on(book.on))
    if town is not None:
        villages = holding.filter(level=Level.VILLAGE, parent=town).order_by("code")
        return [(village, [(town.id, village.id)]) for village in villages]
    areas = list(holding.filter(level__in=(Level.TOWN, Level.VILLAGE)).order_by("code"))
    below: dict[UUID, list[Spot]] = defaultdict(list)
    for area in areas:
        if area.level == Level.VILLAGE and area.parent_id:
            below[area.parent_id].append((area.parent_id, area.id))
    rows: list[tuple[Area | None, list[Spot]]] = [
        (area, below[area.id] or [(area.id, None)]) for area in areas if area.level == Level.TOWN
    ]
    return [*rows, (None, [(None, None)])]


def _past(
    replay: Replay | None, severity: str, tree: Tree, town: Area | None
) -> Counter[tuple[UUID | None, UUID | None]]:
    """Return how many matters of the replay were nobody's, by row and column."""
    counted: Counter[tuple[UUID | None, UUID | None]] = Counter()
    for _kind, grave, category, at_town, at_village, n in replay.found.get("gaps", []) if replay else []:
        if grave != severity:
            continue
        key = _uuid(category)
        if key not in tree.column_of:
            continue
        if town is not None and _uuid(at_town) != town.id:
            continue
        place = _uuid(at_village) if town is not None else _uuid(at_town)
        counted[place, tree.column_of[key]] += n
    return counted


def _is_under(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
