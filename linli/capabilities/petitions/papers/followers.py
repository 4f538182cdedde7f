"""A letter that reached the petitioner: the time to ask for review counts from its day (articles 35, 36)."""

from datetime import datetime

from linli.capabilities.petitions.actions.answering import deliver
from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.queries.rounds import answer_of, petition_of
from linli.core.matters import ledger
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes.letters.models import Letter, Way
from linli.ground.people.actor import SYSTEM

ANSWERS = ("petition_opinion", "petition_review")
DELIVERED = "outcomes.letter_delivered"


def _is_answer(entry: Entry) -> bool:
    return entry.body.get("letter_kind") in ANSWERS


@ledger.follow(DELIVERED, name="petitions_papers.delivered", only=_is_answer, prompt=True)
def count_from_delivery(entry: Entry, *, now: datetime) -> None:
    """Record on the petition that its answer was delivered, once: a delivery that was recorded by hand stays."""
    matter = Matter.objects.visible_to(SYSTEM).filter(id=entry.subject, capability=NAME).first()
    if matter is None:
        return
    answer = answer_of(petition_of(matter))
    issued = (
        Letter.objects.filter(id=str(entry.body.get("letter", "")))
        .values_list("issued_at", flat=True)
        .first()
    )
    if answer is None or issued is None or issued < answer.given_at:
        return
    on, how = str(entry.body.get("delivered_on", "")), str(Way(entry.body.get("how", Way.HAND)).label)
    try:
        deliver(matter.id, on=on, how=how, actor=SYSTEM, now=now)
    except (StepNotOpen, AnswersWrong):
        return
