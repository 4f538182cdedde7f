from linli.ground.places.models.areas import Area, AreaAlias, Level
from linli.ground.places.models.cells import Cell

__all__ = ["Area", "AreaAlias", "Cell", "Level"]
