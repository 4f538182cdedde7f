"""What was read is kept for a moment, in this process: for tables that change a few times a day and are read all day long.

Whoever changes such a table calls `forget`, so that a process never misses its own changes; another process sees them
after `seconds` at the latest. With 0, which holds until the house is put together, nothing is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

MOST = 2_000

_kept: dict[Any, tuple[float, Any]] = {}
_seconds = 0.0

# Where is read from: what came from an older copy must not be taken for what the database itself says.
source: ContextVar[str] = ContextVar("kept_source", default="")


def keep_for(seconds: float) -> None:
    """Set for how long answers are kept."""
    global _seconds  # noqa: PLW0603 - one setting a process
    _seconds = seconds
    forget()


def forget() -> None:
    """Forget everything that is kept."""
    _kept.clear()


def kept(read: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Decorate a function that only reads: the same arguments get the same answer for a moment. Treat it as not yours
    to change. What it raises is not kept.
    """

    @wraps(read)
    def reading(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        if not _seconds:
            return read(*args, **kwargs)
        key, now = (read, source.get(), args, tuple(sorted(kwargs.items()))), monotonic()
        found = _kept.get(key)
        if found is not None and now < found[0]:
            answer: Answer = found[1]
            return answer
        answer = read(*args, **kwargs)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = (now + _seconds, answer)
        return answer

    return reading
