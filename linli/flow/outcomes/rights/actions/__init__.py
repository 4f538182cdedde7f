"""Rights in one's own data (PIPL arts 44-50): asked by whoever can show the matter, or by a clerk for somebody at the
window; given at once where that can be, else decided within the time and with a reason.
"""

from linli.flow.outcomes.rights.actions.asking import ask
from linli.flow.outcomes.rights.actions.carrying_out import erase_due
from linli.flow.outcomes.rights.actions.deciding import grant, refuse, withdraw
from linli.flow.outcomes.rights.actions.keeping import DECIDE, may_decide

__all__ = ["DECIDE", "ask", "erase_due", "grant", "may_decide", "refuse", "withdraw"]
