from linli.ground.places.reading.areas import read_areas
from linli.ground.places.reading.cells import read_cells, read_outlines
from linli.ground.places.reading.points import PointTable, open_points

__all__ = ["PointTable", "open_points", "read_areas", "read_cells", "read_outlines"]
