"""The parts of a page as plain data. Doors fill them; `{% load look %}` draws them."""

from linli.ground.look.parts.clocks import Clock, Day, Tone, tone_of
from linli.ground.look.parts.diagram import Diagram, diagram
from linli.ground.look.parts.figures import Bar, Bars, Figure, Point, Trend
from linli.ground.look.parts.lists import Card, Chip, Crumb, Fact, Pager, Row
from linli.ground.look.parts.sketch import Dot, Outline, Sketch, rings_of, sketch
from linli.ground.look.parts.slips import QR, Receipt, qr
from linli.ground.look.parts.story import Happening, Passage, Stage, StepButton

__all__ = [
    "QR",
    "Bar",
    "Bars",
    "Card",
    "Chip",
    "Clock",
    "Crumb",
    "Day",
    "Diagram",
    "Dot",
    "Fact",
    "Figure",
    "Happening",
    "Outline",
    "Pager",
    "Passage",
    "Point",
    "Receipt",
    "Row",
    "Sketch",
    "Stage",
    "StepButton",
    "Tone",
    "Trend",
    "diagram",
    "qr",
    "rings_of",
    "sketch",
    "tone_of",
]
