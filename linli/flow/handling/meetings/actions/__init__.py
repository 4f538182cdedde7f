"""What is done about meetings. What a meeting means for a matter is an entry of the matter, the rest one of the meeting."""

from linli.flow.handling.meetings.actions.awaiting import await_conference, settle
from linli.flow.handling.meetings.actions.deciding import decide, discuss
from linli.flow.handling.meetings.actions.ending import cancel, close
from linli.flow.handling.meetings.actions.holding import hold
from linli.flow.handling.meetings.actions.keeping import MeetingNotOpen
from linli.flow.handling.meetings.actions.minuting import confirm, write_minutes
from linli.flow.handling.meetings.actions.planning import Put, add_item, invite, plan, remove_item, reschedule

__all__ = [
    "MeetingNotOpen",
    "Put",
    "add_item",
    "await_conference",
    "cancel",
    "close",
    "confirm",
    "decide",
    "discuss",
    "hold",
    "invite",
    "plan",
    "remove_item",
    "reschedule",
    "settle",
    "write_minutes",
]
