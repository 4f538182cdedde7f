"""Cost against size, as one picture: each figure of times a line, on scales where ten times is as far everywhere."""

import math
from collections.abc import Sequence
from html import escape
from typing import Any

SHOWN = {
    "worklist": "#0b5fa5",
    "matter_page": "#b3541e",
    "step": "#2d7d46",
    "search.common": "#7a4fa3",
    "figures.desk": "#8a6d00",
    "duplicates": "#a12c4d",
    "map": "#00707a",
}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 420, 60, 50, 20, 190
SIZES, COSTS = (1_000, 10_000_000), (1, 1000)
STYLES = {"postgresql": "", "sqlite": ' stroke-dasharray="6 4"'}
Line = dict[str, Any]


def plot(lines: Sequence[Line]) -> str:
    """Return an SVG of the milliseconds of the figures in SHOWN by the number of matters; SQLite is dashed."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>Milliseconds by number of matters</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_grid(),
    ]
    for place, (name, colour) in enumerate(SHOWN.items()):
        for database, style in STYLES.items():
            points = _points(lines, name, database)
            if points:
                parts.append(_curve(points, colour, style))
        y = TOP + 14 + 20 * place
        parts.append(f'<text x="{WIDTH - RIGHT + 20}" y="{y}" fill="{colour}">{escape(name)}</text>')
    parts.append(
        f'<text x="{WIDTH - RIGHT + 20}" y="{TOP + 34 + 20 * len(SHOWN)}" fill="#555">dashed: SQLite</text>'
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid() -> list[str]:
    parts = []
    for power in range(3, 8):
        x = _x(10**power)
        parts.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(4):
        y = _y(10**power)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10**power} ms</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">matters</text>')
    return parts


def _points(lines: Sequence[Line], name: str, database: str) -> list[tuple[float, float]]:
    found = [line for line in lines if line["name"] == name and line["database"] == database]
    return sorted((_x(line["rows"]), _y(line["value"])) for line in found if line["unit"] == "ms")


def _curve(points: Sequence[tuple[float, float]], colour: str, style: str) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{style}/>{dots}'


def _x(rows: float) -> float:
    return _placed(rows, SIZES, LEFT, WIDTH - RIGHT)


def _y(milliseconds: float) -> float:
    return _placed(milliseconds, COSTS, HEIGHT - BOTTOM, TOP)


def _placed(value: float, ends: tuple[float, float], first: float, last: float) -> float:
    """Return where `value` lies between `first` and `last` on a scale of powers; what lies outside is at the edge."""
    low, high = (math.log10(end) for end in ends)
    share = (math.log10(max(value, 1e-9)) - low) / (high - low)
    return first + (last - first) * min(1.0, max(0.0, share))
