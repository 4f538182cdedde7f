"""What is done about tasks. Every act is one entry of the matter; none moves the matter, its unit or its clocks."""

from linli.flow.handling.joint.actions.answering import answer, take_up
from linli.flow.handling.joint.actions.asking import ask, decide
from linli.flow.handling.joint.actions.ending import lapse
from linli.flow.handling.joint.actions.judging import accept, send_back, withdraw
from linli.flow.handling.joint.actions.keeping import TaskNotOpen
from linli.flow.handling.joint.actions.refusing import refuse, rule
from linli.flow.handling.joint.actions.spot import rate, report_in, respond
from linli.flow.handling.joint.actions.whistling import whistle

__all__ = [
    "TaskNotOpen",
    "accept",
    "answer",
    "ask",
    "decide",
    "lapse",
    "rate",
    "refuse",
    "report_in",
    "respond",
    "rule",
    "send_back",
    "take_up",
    "whistle",
    "withdraw",
]
