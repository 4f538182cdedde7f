"""What is done to clocks. Every act is one entry of the matter, and `Matter.due_at` follows in the same transaction."""

from linli.core.clocks.actions.acts import NotPaused, NotRunning, Paused, extend, pause, resume, stop
from linli.core.clocks.actions.recompute import recompute
from linli.core.clocks.actions.starting import AlreadyRunning, Rule, prepare, start, start_many
from linli.core.clocks.actions.ticking import tick
from linli.core.clocks.actions.turning import Turn, begin, keep, turn

__all__ = [
    "AlreadyRunning",
    "NotPaused",
    "NotRunning",
    "Paused",
    "Rule",
    "Turn",
    "begin",
    "extend",
    "keep",
    "pause",
    "prepare",
    "recompute",
    "resume",
    "start",
    "start_many",
    "stop",
    "tick",
    "turn",
]
