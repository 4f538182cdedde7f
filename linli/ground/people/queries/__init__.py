from linli.ground.people.queries.actors import actor_of, reaches
from linli.ground.people.queries.cells import CellCard, card_of, cells_of, worker_of
from linli.ground.people.queries.units import (
    Directory,
    NoDutyPost,
    colleagues,
    duty_post,
    duty_unit,
    unit_named,
    unit_there,
)

__all__ = [
    "CellCard",
    "Directory",
    "NoDutyPost",
    "actor_of",
    "card_of",
    "cells_of",
    "colleagues",
    "duty_post",
    "duty_unit",
    "reaches",
    "unit_named",
    "unit_there",
    "worker_of",
]
