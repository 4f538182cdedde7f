from linli.ground.places.models.areas import Area, AreaAlias, Level
from linli.ground.places.models.cells import Cell, CellKind
from linli.ground.places.models.edition import Edition
from linli.ground.places.models.marks import HouseNumbers, Landmark

__all__ = ["Area", "AreaAlias", "Cell", "CellKind", "Edition", "HouseNumbers", "Landmark", "Level"]
