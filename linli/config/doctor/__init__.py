"""What is wrong with this installation, and how to mend it. Reads only; each finding stands by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `level` is "ok", "warning" or "wrong"; `mend` says what to do where it is not ok."""

    name: str
    level: str
    said: str
    mend: str = ""


Look = Callable[[datetime], Iterator[Finding]]


def examine(*, now: datetime) -> list[Finding]:
    """Look at everything; a look that breaks is itself a finding."""
    from linli.config.doctor import beside, database, house, machine

    found: list[Finding] = []
    for look in (*machine.LOOKS, *database.LOOKS, *beside.LOOKS, *house.LOOKS):
        try:
            found.extend(look(now))
        except Exception as error:
            name = look.__name__.replace("_", " ")
            found.append(
                Finding(name, "wrong", f"Could not be looked at: {error}", "Mend what stands above first.")
            )
    return found
