"""How the petitions of the demonstration go: who takes which step after how many hours. Words stand in the locality's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Turn:
    """One step. `who`: worker (of the unit that has it), duty, leader, petitioner; `nth` of several workers."""

    hours: float
    step: str
    who: str = "worker"
    said: Mapping[str, str] = field(default_factory=dict)
    nth: int = 0


@dataclass(frozen=True)
class Script:
    """A petition that came in so many days ago, with the turns it took until now."""

    days: int
    turns: tuple[Turn, ...] = ()
    kind: str = "claim"
    form: str = "online"
    people: int = 1

    @property
    def conclusion(self) -> str:
        """Return how it was concluded; "support" also where an agreement has to be carried out, "" where nothing was."""
        concluded = (
            turn.said.get("conclusion") or ("support" if "duty" in turn.said else "") for turn in self.turns
        )
        return next((one for one in concluded if one), "")


TO_VILLAGE = Turn(20, "dispatch", "duty", {"unit": "village", "reason": "@dispatch"})
TO_DEPARTMENT = Turn(20, "dispatch", "duty", {"unit": "department", "reason": "@dispatch"})
CLAIM = Turn(10, "claim")
TAKE_UP = Turn(30, "take_up", said={"told": "letter", "text": "@accept"})
ACCEPTED = (TO_VILLAGE, CLAIM, TAKE_UP)
AT_DEPARTMENT = (TO_DEPARTMENT, CLAIM, TAKE_UP)
CONTACT = Turn(40, "contact", said={"text": "@accept"})
PARTS = {"request": "@request", "facts": "@facts", "text": "@opinion", "basis": "@basis"}
DECLINE = Turn(200, "opinion", said={**PARTS, "conclusion": "decline"})
EXPLAIN = Turn(260, "opinion", said={**PARTS, "conclusion": "explain"})
DELIVER = Turn(30, "deliver", said={"on": "-0", "how": "@how"})
REVIEW = Turn(120, "ask_review", "petitioner", {"reason": "@review"})
UPHELD = (Turn(20, "claim"), Turn(300, "decide_review", said={"result": "uphold", "text": "@upheld"}))
RE_REVIEW = Turn(150, "ask_re_review", "petitioner", {"reason": "@re_review"})
FINAL = (Turn(20, "claim"), Turn(280, "decide_re_review", said={"result": "uphold", "text": "@final"}))
CONTENT = Turn(60, "rate", "petitioner", {"solved": "yes", "satisfied": "yes"})
UNHAPPY = Turn(60, "rate", "petitioner", {"solved": "no", "satisfied": "no", "text": "@review"})
CLOSE = Turn(30, "close", said={"outcome": "solved"})
CLOSE_LATER = Turn(24 * 33, "close", said={"outcome": "not_solved", "reason": "@opinion"})
STUDY = (TO_VILLAGE, CLAIM, Turn(30, "study", said={"told": "letter", "text": "@study"}))
ANSWERED = Turn(260, "answer_suggestion", said={"adoption": "@adoption", "text": "@text"})
OBJECT = Turn(30, "object", said={"reason": "@object", "article": "@article"})
SHOWN = Turn(40, "not_accept", said={"path": "arbitration", "where": "@where", "reason": "@why"})


def supported(days: int) -> Turn:
    said = {**PARTS, "conclusion": "support", "duty": "@duty", "duty_on": f"+{days}"}
    return Turn(220, "opinion", said=said)


DONE = Turn(200, "carry_out")
ACCEPTANCE = Turn(2, "letter", said={"kind": "petition_acceptance"})
OPINION = Turn(4, "letter", said={"kind": "petition_opinion"})
MEDIATE = Turn(30, "offer_mediation", said={"way": "mediation", "consents": "@consents"})
HEARING = Turn(60, "open_hearing", said={"text": "@hearing", "until": "+9"})
HEARD = Turn(70, "close_hearing", said={"text": "@hearing_end", "published": "no"})
TOLD = Turn(30, "inform", "leader", {"told": "letter", "text": "@told"})
LOOKED = Turn(60, "record", "leader", {"text": "@found"})

SCRIPTS = (
    Script(2),
    Script(1, form="visit", people=7),
    Script(3, (TO_VILLAGE,), form="letter"),
    Script(4, (TO_DEPARTMENT, CLAIM), form="window"),
    Script(5, (TO_DEPARTMENT, OBJECT), form="phone"),
    Script(9, (TO_DEPARTMENT, OBJECT, Turn(20, "refuse_objection", "duty", {"text": "@refuse"}))),
    Script(16, (TO_DEPARTMENT, OBJECT, Turn(20, "agree_objection", "duty", {"text": "@agree"}), *ACCEPTED)),
    Script(8, (TO_VILLAGE, CLAIM, SHOWN), form="window"),
    Script(
        40,
        (TO_VILLAGE, CLAIM, SHOWN, Turn(90, "settle_referral", said={"result": "taken", "text": "@taken"})),
        form="visit",
    ),
    Script(15, (TO_VILLAGE, CLAIM, SHOWN, Turn(60, "come_back", "petitioner", {"reason": "@came"}))),
    Script(12, (*ACCEPTED, CONTACT), form="window"),
    Script(25, (*AT_DEPARTMENT, CONTACT), form="online"),
    Script(70, (*ACCEPTED, CONTACT), form="letter"),
    Script(14, (*ACCEPTED, Turn(20, "recuse", said={"reason": "@recused"}))),
    Script(18, (*ACCEPTED, HEARING), form="visit", people=4),
    Script(30, (*ACCEPTED, HEARING, HEARD, DECLINE)),
    Script(16, (*AT_DEPARTMENT, MEDIATE)),
    Script(
        35,
        (
            *ACCEPTED,
            MEDIATE,
            Turn(90, "settle", said={"text": "@agreement", "duty": "@duty", "duty_on": "+30"}),
        ),
    ),
    Script(28, (*ACCEPTED, MEDIATE, Turn(70, "end_mediation", said={"reason": "@no_agreement"}))),
    Script(20, (*ACCEPTED, ACCEPTANCE, supported(40), OPINION, DELIVER)),
    Script(60, (*AT_DEPARTMENT, ACCEPTANCE, supported(25), OPINION, DELIVER)),
    Script(90, (*ACCEPTED, supported(30), DONE, CONTENT, CLOSE), form="window"),
    Script(150, (*ACCEPTED, supported(30), DELIVER, DONE, CONTENT, CLOSE), form="letter"),
    Script(200, (*AT_DEPARTMENT, supported(30), DONE, CONTENT, CLOSE)),
    Script(24, (*ACCEPTED, ACCEPTANCE, EXPLAIN, OPINION, DELIVER)),
    Script(110, (*ACCEPTED, EXPLAIN, DELIVER, UNHAPPY, CLOSE_LATER)),
    Script(26, (*ACCEPTED, ACCEPTANCE, DECLINE, OPINION, DELIVER, REVIEW), form="window"),
    Script(32, (*AT_DEPARTMENT, DECLINE, DELIVER, REVIEW, Turn(20, "claim"))),
    Script(55, (*ACCEPTED, DECLINE, DELIVER, REVIEW, *UPHELD)),
    Script(
        62,
        (*ACCEPTED, DECLINE, REVIEW, Turn(20, "claim"), Turn(200, "revoke", said={"text": "@revoked"})),
    ),
    Script(66, (*ACCEPTED, DECLINE, DELIVER, REVIEW, *UPHELD, RE_REVIEW, Turn(20, "claim"))),
    Script(
        180,
        (
            *ACCEPTED,
            DECLINE,
            DELIVER,
            REVIEW,
            *UPHELD,
            RE_REVIEW,
            *FINAL,
            Turn(300, "help", "duty", {"text": "@helped"}),
        ),
    ),
    Script(45, (*ACCEPTED, Turn(30, "withdraw", "petitioner"))),
    Script(3, kind="suggestion"),
    Script(10, STUDY, kind="suggestion", form="letter"),
    Script(40, (*STUDY, ANSWERED), kind="suggestion"),
    Script(100, (*STUDY, ANSWERED, CONTENT, CLOSE), kind="suggestion", form="window"),
    Script(2, kind="accusation"),
    Script(20, (TOLD, LOOKED), kind="accusation", form="letter"),
)
