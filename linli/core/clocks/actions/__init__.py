"""What is done to clocks. Every act is one entry of the matter, and `Matter.due_at` follows in the same transaction."""

from linli.core.clocks.actions.acts import (
    PAUSE,
    NotPaused,
    NotRunning,
    Paused,
    PauseEndsBefore,
    extend,
    pause,
    resume,
)
from linli.core.clocks.actions.recompute import recompute
from linli.core.clocks.actions.starting import Rule, prepare
from linli.core.clocks.actions.tasks import start_task, stop_task
from linli.core.clocks.actions.ticking import tick
from linli.core.clocks.actions.turning import (
    AlreadyRunning,
    Turn,
    begin,
    keep,
    start,
    start_many,
    stop,
    told_started,
    turn,
    turned,
)

__all__ = [
    "PAUSE",
    "AlreadyRunning",
    "NotPaused",
    "NotRunning",
    "PauseEndsBefore",
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
    "start_task",
    "stop",
    "stop_task",
    "tick",
    "told_started",
    "turn",
    "turned",
]
