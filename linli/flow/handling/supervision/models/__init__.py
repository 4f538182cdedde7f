from linli.flow.handling.supervision.models.listings import Listing, ListingNote, ListingStage
from linli.flow.handling.supervision.models.marks import Colour, Ground, Mark, MarkRule, MarkStage
from linli.flow.handling.supervision.models.objections import Objection
from linli.flow.handling.supervision.models.supervisions import (
    AWAITING,
    OPEN,
    Answer,
    Finding,
    Level,
    Stage,
    Supervision,
    Trigger,
)

__all__ = [
    "AWAITING",
    "OPEN",
    "Answer",
    "Colour",
    "Finding",
    "Ground",
    "Level",
    "Listing",
    "ListingNote",
    "ListingStage",
    "Mark",
    "MarkRule",
    "MarkStage",
    "Objection",
    "Stage",
    "Supervision",
    "Trigger",
]
