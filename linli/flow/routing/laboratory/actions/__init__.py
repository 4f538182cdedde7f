"""What can be done in the laboratory. Every change of a draft is an entry; publishing goes through the registers."""

from linli.flow.routing.laboratory.actions.adopting import (
    Choice,
    NotProposed,
    accept_successor,
    adopt_lines,
)
from linli.flow.routing.laboratory.actions.drafts import draft_rules, drop, set_upon_present
from linli.flow.routing.laboratory.actions.duties import (
    NewLine,
    add_duty,
    add_lines,
    change_duty,
    end_duty,
    restore_duty,
)
from linli.flow.routing.laboratory.actions.opening import DraftChanged, DraftClosed, NoSuchRow
from linli.flow.routing.laboratory.actions.publishing import BaseChanged, NotPublishable, publish
from linli.flow.routing.laboratory.actions.replaying import (
    AT_ONCE,
    ask_file,
    ask_matters,
    carry_out,
    run_waiting,
)
from linli.flow.routing.laboratory.actions.rules import (
    add_rule,
    change_rule,
    end_rule,
    move_rule,
    restore_rule,
)
from linli.flow.routing.laboratory.actions.taking_back import NotTakenBack, earliest, take_back

__all__ = [
    "AT_ONCE",
    "BaseChanged",
    "Choice",
    "DraftChanged",
    "DraftClosed",
    "NewLine",
    "NoSuchRow",
    "NotProposed",
    "NotPublishable",
    "NotTakenBack",
    "accept_successor",
    "add_duty",
    "add_lines",
    "add_rule",
    "adopt_lines",
    "ask_file",
    "ask_matters",
    "carry_out",
    "change_duty",
    "change_rule",
    "draft_rules",
    "drop",
    "earliest",
    "end_duty",
    "end_rule",
    "move_rule",
    "publish",
    "restore_duty",
    "restore_rule",
    "run_waiting",
    "set_upon_present",
    "take_back",
]
