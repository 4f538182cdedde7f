"""The diagram of a procedure: states in a column, steps as arrows beside it. Drawn on the server, needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.ground.look.parts.story import Passage, Stage

BOX_WIDTH, BOX_HEIGHT, GAP, LANE = 160, 40, 44, 84


@dataclass(frozen=True)
class Box:
    stage: Stage
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.y + BOX_HEIGHT // 2

    @property
    def centre(self) -> int:
        return self.x + BOX_WIDTH // 2


@dataclass(frozen=True)
class Arrow:
    words: str
    path: str
    text_x: int
    text_y: int
    anchor: str


@dataclass(frozen=True)
class Diagram:
    """Boxes and arrows in one coordinate system of `width` × `height`."""

    boxes: list[Box]
    arrows: list[Arrow]
    width: int
    height: int
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def diagram(stages: Sequence[Stage], passages: Sequence[Passage]) -> Diagram:
    """Lay the states under each other; a step to the next state runs straight, others run round: onward right, back left.

    Several steps between the same two states share one arrow, their words joined. An arrow keeps to the nearest lane
    that no other arrow of its side uses between the same rows.
    """
    order = {stage.name: index for index, stage in enumerate(stages)}
    joined: dict[tuple[int, int], list[str]] = {}
    for passage in passages:
        if passage.origin in order and passage.target in order:
            joined.setdefault((order[passage.origin], order[passage.target]), []).append(passage.words)
    joined = {ends: words for ends, words in joined.items() if ends[0] != ends[1]}
    lanes = {side: _lanes(joined, onward=side) for side in (True, False)}
    left = 8 + LANE * _most(lanes[False])
    boxes = [Box(stage, left, 8 + index * (BOX_HEIGHT + GAP)) for index, stage in enumerate(stages)]
    arrows = [_arrow(boxes, ends, words, lanes) for ends, words in joined.items()]
    width = left + BOX_WIDTH + 8 + LANE * _most(lanes[True])
    return Diagram(boxes, arrows, width, 16 + len(boxes) * BOX_HEIGHT + max(0, len(boxes) - 1) * GAP)


def _most(lanes: dict[tuple[int, int], int]) -> int:
    return max(lanes.values(), default=-1) + 1


def _lanes(joined: dict[tuple[int, int], list[str]], *, onward: bool) -> dict[tuple[int, int], int]:
    """Give each bent arrow of one side the innermost lane that is free along its whole height."""
    lanes: dict[tuple[int, int], int] = {}
    bent = [ends for ends in joined if (ends[1] > ends[0]) == onward and ends[1] - ends[0] != 1]
    for ends in sorted(bent, key=lambda pair: (abs(pair[1] - pair[0]), pair)):
        low, high = sorted(ends)
        taken = {lane for other, lane in lanes.items() if min(other) <= high and max(other) >= low}
        lanes[ends] = next(lane for lane in range(len(joined) + 1) if lane not in taken)
    return lanes


def _arrow(
    boxes: list[Box],
    ends: tuple[int, int],
    words: list[str],
    lanes: dict[bool, dict[tuple[int, int], int]],
) -> Arrow:
    origin, target = boxes[ends[0]], boxes[ends[1]]
    label = " / ".join(dict.fromkeys(words))
    if ends[1] - ends[0] == 1:
        path = f"M{origin.centre} {origin.y + BOX_HEIGHT}V{target.y - 2}"
        return Arrow(label, path, origin.centre + 8, origin.y + BOX_HEIGHT + GAP // 2 + 4, "start")
    onward = ends[1] > ends[0]
    lane = lanes[onward][ends]
    edge = origin.x + BOX_WIDTH if onward else origin.x
    sign = 1 if onward else -1
    turn = edge + sign * (20 + lane * LANE)
    path = f"M{edge} {origin.middle + 7}H{turn}V{target.middle - 7}H{edge + sign * 2}"
    return Arrow(
        label, path, turn + sign * 6, (origin.middle + target.middle) // 2 + 4, "start" if onward else "end"
    )
