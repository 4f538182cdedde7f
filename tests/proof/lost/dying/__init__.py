"""Lets a process kill itself (SIGKILL) at named moments, by lot, as long as the file LINLI_VAR/dying exists.

The file says how often: one in so many times that a moment is passed. Each death is a line in LINLI_VAR/deaths.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

VAR = Path(os.environ.get("LINLI_VAR", "/nowhere"))
MOMENTS = (
    "before a commit",
    "after a commit",
    "before a file has its name",
    "after a file has its name",
    "before a receipt is written",
    "after a receipt is written",
    "before the answer",
    "before a follower",
    "after a follower",
    "before a checkpoint",
)
_dice = Random()


def pass_by(moment: str) -> None:
    """Live on, or die here."""
    try:
        one_in = int((VAR / "dying").read_text())
    except (OSError, ValueError):
        return
    if _dice.randrange(one_in):
        return
    with (VAR / "deaths").open("ab", buffering=0) as deaths:
        deaths.write(f"{moment}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)


def between(holder: Any, name: str, *, before: str = "", after: str = "") -> None:
    """Let whoever calls `holder.name` pass the moments before and after it."""
    act = getattr(holder, name)

    def passing(*args: Any, **kwargs: Any) -> Any:
        if before:
            pass_by(before)
        result = act(*args, **kwargs)
        if after:
            pass_by(after)
        return result

    setattr(holder, name, passing)


def before_the_answer(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def middleware(request: Any) -> Any:
        response = get_response(request)
        if request.method == "POST":
            pass_by("before the answer")
        return response

    return middleware
