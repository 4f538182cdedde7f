"""Figures that open their list, bars that are a table, a trend that has one beside it. No dials."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.ground.look.parts.clocks import Tone


@dataclass(frozen=True)
class Figure:
    """One rate or count. With a denominator the rate is shown with both numbers; nothing is rounded away."""

    name: str
    numerator: int
    denominator: int | None = None
    url: str = ""
    note: str = ""
    tone: Tone = "ink"

    @property
    def rate(self) -> str:
        """Return the percentage with one decimal, or a dash where nothing was counted."""
        if self.denominator is None:
            return str(self.numerator)
        return f"{100 * self.numerator / self.denominator:.1f}%" if self.denominator else "–"


@dataclass(frozen=True)
class Bar:
    """One bar: `value` of them, of which `marked` are late (drawn in red, with the number in words beside it)."""

    label: str
    value: float
    url: str = ""
    marked: float = 0
    marked_url: str = ""
    words: str = ""


@dataclass(frozen=True)
class Bars:
    """A bar chart that is a table: label, bar, number. Widths are percent of the longest."""

    title: str
    rows: Sequence[Bar]
    label_name: str = ""
    value_name: str = ""
    marked_name: str = ""

    @property
    def drawn(self) -> list[tuple[Bar, float, float]]:
        most = max((row.value for row in self.rows), default=0) or 1
        return [
            (row, round(100 * row.value / most, 2), round(100 * row.marked / most, 2)) for row in self.rows
        ]


@dataclass(frozen=True)
class Point:
    """One point of a trend: e.g. a month and its number."""

    label: str
    value: float
    url: str = ""


@dataclass(frozen=True)
class Spot:
    point: Point
    x: float
    y: float
    shows_label: bool


@dataclass(frozen=True)
class Line:
    name: str
    spots: Sequence[Spot]
    dashed: bool = False

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{spot.x:g} {spot.y:g}" for spot in self.spots) if self.spots else ""


@dataclass(frozen=True)
class Trend:
    """A line chart of up to two series over the same labels, with its axis from nought and its table."""

    title: str
    series: Sequence[tuple[str, Sequence[Point]]]
    unit: str = ""
    width: int = 640
    height: int = 240
    left: int = 44
    bottom: int = 28
    top: int = 14
    right: int = 20
    label_name: str = ""

    @property
    def ceiling(self) -> float:
        """Return the top of the axis: 1, 2 or 5 times a power of ten, in four steps."""
        most = max((point.value for _, points in self.series for point in points), default=0)
        size = 1.0
        while True:
            for factor in (1, 2, 4, 5, 8):
                if most <= factor * size:
                    return factor * size
            size *= 10

    @property
    def grid(self) -> list[tuple[float, str]]:
        """Return the horizontal lines as (y, label)."""
        steps = 4 if self.ceiling >= 4 else max(1, int(self.ceiling))
        marks = [self.ceiling * index / steps for index in range(steps + 1)]
        return [(self._y(mark), f"{mark:g}") for mark in marks]

    @property
    def lines(self) -> list[Line]:
        return [
            Line(name, self._spots(points, labelled=index == 0), dashed=index > 0)
            for index, (name, points) in enumerate(self.series)
        ]

    @property
    def table(self) -> list[tuple[str, list[Point]]]:
        """Return the same numbers as rows: label, then one point of each series."""
        columns = [list(points) for _, points in self.series]
        return [(row[0].label, list(row)) for row in zip(*columns, strict=True)]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.series]

    @property
    def right_edge(self) -> int:
        return self.width - self.right

    @property
    def floor(self) -> int:
        return self.height - self.bottom

    def _spots(self, points: Sequence[Point], *, labelled: bool) -> list[Spot]:
        every = max(1, -(-len(points) // 8))
        wide = self.right_edge - self.left
        return [
            Spot(
                point,
                round(self.left + wide * (index / (len(points) - 1) if len(points) > 1 else 0.5), 1),
                self._y(point.value),
                labelled and index % every == 0,
            )
            for index, point in enumerate(points)
        ]

    def _y(self, value: float) -> float:
        return round(self.floor - (self.floor - self.top) * value / self.ceiling, 1)
