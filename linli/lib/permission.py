"""The word for "you may not", and the least that an action must know of who acts.

Rooms below `people` (places, calendars, files) check permissions too, but may not know what an actor is made of.
"""

from typing import Protocol


class May(Protocol):
    """Whoever acts: answers whether they carry a permission."""

    def may(self, permission: str) -> bool:
        """Tell whether `permission` is theirs."""


class Refused(Exception):
    """The actor may not do this. Doors answer as if the thing did not exist wherever its existence is not theirs to know."""

    def __init__(self, permission: str = "") -> None:
        super().__init__(permission)
        self.permission = permission


def require(actor: May, permission: str) -> None:
    """Raise Refused unless `actor` carries `permission`."""
    if not actor.may(permission):
        raise Refused(permission)
