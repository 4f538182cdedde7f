from linli.ground.places.actions.areas import abolish_area, place_areas, rename_area
from linli.ground.places.actions.cells import place_cells, rename_cell, retire_cell
from linli.ground.places.actions.drafts import (
    AreaDraft,
    AreaReport,
    CellDraft,
    CellReport,
    Gap,
    HousesDraft,
    LandmarkDraft,
    PlaceWrong,
    Problem,
)
from linli.ground.places.actions.marks import place_houses, place_landmarks

__all__ = [
    "AreaDraft",
    "AreaReport",
    "CellDraft",
    "CellReport",
    "Gap",
    "HousesDraft",
    "LandmarkDraft",
    "PlaceWrong",
    "Problem",
    "abolish_area",
    "place_areas",
    "place_cells",
    "place_houses",
    "place_landmarks",
    "rename_area",
    "rename_cell",
    "retire_cell",
]
