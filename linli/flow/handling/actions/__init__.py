"""Handle a matter: claim, assign, offer, contact, note, ask, answer, return, send up. Each is a step of its procedure."""

from linli.flow.handling.actions.offering import accept, decline, hand_over, take_back
from linli.flow.handling.actions.sending import arbitrate, escalate, give_back
from linli.flow.handling.actions.taking_up import answer_call, assign, claim
from linli.flow.handling.actions.talking import add, answer, ask, contact, note

__all__ = [
    "accept",
    "add",
    "answer",
    "answer_call",
    "arbitrate",
    "ask",
    "assign",
    "claim",
    "contact",
    "decline",
    "escalate",
    "give_back",
    "hand_over",
    "note",
    "take_back",
]
