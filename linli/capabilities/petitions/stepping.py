"""Which action takes which step of a petition: every door takes steps by name, and finds the action here."""

from linli.capabilities.petitions.actions import (
    accepting,
    answering,
    hearing,
    objecting,
    recusing,
    reviewing,
    settling,
)
from linli.flow.outcomes import acts

DUTY = {"duty": "duty", "duty_on": "duty_on"}


def declare() -> None:
    """Say it once, when the application starts."""
    for step, (action, names) in ACTS.items():
        acts.declare(step, action, names)


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


ACTS: dict[str, tuple[acts.Act, dict[str, str]]] = {
    "object": (objecting.object_to, _same("reason", "article")),
    "agree_objection": (objecting.agree, _same("text")),
    "refuse_objection": (objecting.refuse, _same("text")),
    "take_up": (accepting.take_up, _same("told", "text")),
    "study": (accepting.study, _same("told", "text")),
    "not_accept": (accepting.not_accept, _same("path", "where", "reason")),
    "settle_referral": (accepting.settle_referral, _same("result", "text")),
    "come_back": (accepting.come_back, _same("reason")),
    "recuse": (recusing.recuse, _same("reason")),
    "open_hearing": (hearing.open_hearing, _same("text", "until")),
    "close_hearing": (hearing.close_hearing, _same("text", "published")),
    "offer_mediation": (settling.offer_mediation, _same("way", "consents")),
    "end_mediation": (settling.end_mediation, _same("reason")),
    "settle": (settling.settle, {**_same("text"), **DUTY}),
    "opinion": (
        answering.give_opinion,
        {**_same("request", "facts", "conclusion", "text", "basis"), **DUTY},
    ),
    "answer_suggestion": (answering.answer_suggestion, _same("adoption", "text")),
    "deliver": (answering.deliver, _same("on", "how")),
    "ask_review": (reviewing.ask_review, _same("reason")),
    "ask_re_review": (reviewing.ask_re_review, _same("reason")),
    "decide_review": (reviewing.decide_review, {**_same("result", "text"), **DUTY}),
    "decide_re_review": (reviewing.decide_re_review, {**_same("result", "text"), **DUTY}),
    "revoke": (reviewing.revoke, _same("text")),
}
