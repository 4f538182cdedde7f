from linli.ground.places.queries.areas import area_at, cells_of, chain, current, in_force, subtree
from linli.ground.places.queries.finding import Candidate, find_place
from linli.ground.places.queries.locating import Places, locate, locate_many, places

__all__ = [
    "Candidate",
    "Places",
    "area_at",
    "cells_of",
    "chain",
    "current",
    "find_place",
    "in_force",
    "locate",
    "locate_many",
    "places",
    "subtree",
]
