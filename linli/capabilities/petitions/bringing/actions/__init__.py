"""What is done when a petition is brought: taken in with what belongs to it, and the identity confirmed."""

from linli.capabilities.petitions.bringing.actions.confirming import (
    CONFIRM,
    NothingToConfirm,
    NotTheSameName,
    can_confirm,
    confirm_at_window,
    confirm_by_provider,
    requester_of,
)
from linli.capabilities.petitions.bringing.actions.writing import Heard, bring_written, take_in

__all__ = [
    "CONFIRM",
    "Heard",
    "NotTheSameName",
    "NothingToConfirm",
    "bring_written",
    "can_confirm",
    "confirm_at_window",
    "confirm_by_provider",
    "requester_of",
    "take_in",
]
