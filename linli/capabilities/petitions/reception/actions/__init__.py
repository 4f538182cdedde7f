"""What is done in the hall: numbers are taken, called, sent on and ended."""

from linli.capabilities.petitions.reception.actions.calling import call_next, finish, send_on
from linli.capabilities.petitions.reception.actions.ending import end
from linli.capabilities.petitions.reception.actions.taking import NotNow, take_number

__all__ = ["NotNow", "call_next", "end", "finish", "send_on", "take_number"]
