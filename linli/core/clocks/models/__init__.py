from linli.core.clocks.models.clock import Clock, Firing, Level
from linli.core.clocks.models.limits import LimitRow
from linli.core.clocks.models.recount import Recount

__all__ = ["Clock", "Firing", "Level", "LimitRow", "Recount"]
