"""What may be done to a supervision. Every act locks its matter first, and is told in the matter's ledger; none moves a
clock of the matter.
"""

from linli.flow.handling.supervision.actions.answering import answer, close, send_back
from linli.flow.handling.supervision.actions.escalating import escalate
from linli.flow.handling.supervision.actions.issuing import issue, withdraw
from linli.flow.handling.supervision.actions.listing import note, put_on_list, strike_off
from linli.flow.handling.supervision.actions.marking import decide_on_mark, drop, give, object_to_mark
from linli.flow.handling.supervision.actions.objecting import decide, object_to

__all__ = [
    "answer",
    "close",
    "decide",
    "decide_on_mark",
    "drop",
    "escalate",
    "give",
    "issue",
    "note",
    "object_to",
    "object_to_mark",
    "put_on_list",
    "send_back",
    "strike_off",
    "withdraw",
]
