"""A category tree on its way in: nodes in the order of the file, each below an earlier or later one."""

from dataclasses import dataclass, field

from linli.lib.spreadsheets import BadRow

# Names from the root; two nodes of one name below one parent differ by code.
Place = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Node:
    """One category: its line in the file, the (name, code) chain from the root, and whether it is in use."""

    line: int
    place: Place
    in_use: bool = True

    @property
    def name(self) -> str:
        return self.place[-1][0]

    @property
    def code(self) -> str:
        return self.place[-1][1]


@dataclass
class Tree:
    """What a file holds: nodes, parents before children, and the rows that were not taken."""

    nodes: dict[Place, Node] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    rows: int = 0

    def add(self, line: int, place: Place, *, in_use: bool = True) -> None:
        """Take a node and whatever is missing above it."""
        for depth in range(1, len(place)):
            self.nodes.setdefault(place[:depth], Node(line, place[:depth]))
        self.nodes[place] = Node(line, place, in_use)

    def refuse(self, line: int, reason: str) -> None:
        self.bad.append(BadRow(line, reason))

    def leaves(self) -> int:
        """Count the nodes that have nothing below them."""
        parents = {place[:-1] for place in self.nodes}
        return sum(place not in parents for place in self.nodes)
