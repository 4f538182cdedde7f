"""What is done to petitions. Each act is a step of the procedure, or an entry about a row beside the matter."""

from linli.capabilities.petitions.actions.accepting import (
    come_back,
    not_accept,
    settle_referral,
    study,
    take_up,
)
from linli.capabilities.petitions.actions.answering import answer_suggestion, deliver, give_opinion
from linli.capabilities.petitions.actions.bringing import Brought, bring
from linli.capabilities.petitions.actions.duties import carry_out
from linli.capabilities.petitions.actions.hearing import close_hearing, open_hearing
from linli.capabilities.petitions.actions.objecting import agree, object_to, refuse
from linli.capabilities.petitions.actions.recusing import recuse
from linli.capabilities.petitions.actions.reviewing import (
    ask_re_review,
    ask_review,
    decide_re_review,
    decide_review,
    revoke,
)
from linli.capabilities.petitions.actions.settling import end_mediation, offer_mediation, settle

__all__ = [
    "Brought",
    "agree",
    "answer_suggestion",
    "ask_re_review",
    "ask_review",
    "bring",
    "carry_out",
    "close_hearing",
    "come_back",
    "decide_re_review",
    "decide_review",
    "deliver",
    "end_mediation",
    "give_opinion",
    "not_accept",
    "object_to",
    "offer_mediation",
    "open_hearing",
    "recuse",
    "refuse",
    "revoke",
    "settle",
    "settle_referral",
    "study",
    "take_up",
]
