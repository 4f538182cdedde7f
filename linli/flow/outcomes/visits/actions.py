"""Ask a resident afterwards: open their contact, try, write down what they say."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.core.registers.provisions import provision
from linli.flow.handling.contacts import Contact, open_contact
from linli.flow.outcomes.actions import rework
from linli.flow.outcomes.evidence.verifying import own_hands
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.flow.outcomes.story import story_of
from linli.flow.outcomes.visits.inviting import VISIT
from linli.flow.outcomes.visits.models import State, Visit
from linli.flow.outcomes.visits.names import FAILURES, WAYS
from linli.ground.people.actor import Actor, Refused

LONGEST = 1_000


def contact_of(visit_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Contact:
    """Open the resident's contact for this visit; they see who did, and why. Raises Refused, StepNotOpen, AnswersWrong."""
    with transaction.atomic():
        matter, _visit = _waiting(visit_id, actor)
        return open_contact(matter.id, reason=reason, actor=actor, now=now, permission=VISIT)


@transaction.atomic
def try_to_reach(visit_id: UUID, *, why: str, actor: Actor, now: datetime) -> Visit:
    """Note an attempt that reached nobody. After as many as the rule says, not reached is the result.

    Raises Refused, StepNotOpen, AnswersWrong.
    """
    matter, visit = _waiting(visit_id, actor)
    if why not in FAILURES:
        raise AnswersWrong({"why": _("请选为什么没有问到。")})
    visit.attempts, visit.tried_at = visit.attempts + 1, now
    _tell(matter, "outcomes.visit_tried", actor, now, why=why, attempt=visit.attempts)
    if visit.attempts >= provision("visits.attempts", on=timezone.localdate(now)):
        visit.standing, visit.done_at, visit.done_by_id = State.NOT_REACHED, now, actor.staff_id
        _tell(matter, "outcomes.not_reached", actor, now, attempts=visit.attempts)
    visit.save(update_fields=["attempts", "tried_at", "standing", "done_at", "done_by"])
    return visit


@transaction.atomic
def record(
    visit_id: UUID,
    *,
    way: str,
    solved: str,
    satisfied: str,
    text: str = "",
    again: bool = False,
    actor: Actor,
    now: datetime,
) -> Visit:
    """Write down what the resident said when asked. It counts as their word, marked as taken down by whom, until they rate
    by themselves.

    `again`: they want it handled again, and `text` says why. A second time nobody handles it again: it goes to whoever
    leads the centre (`outcomes.followers`). Raises Refused, StepNotOpen, AnswersWrong.
    """
    matter, visit = _waiting(visit_id, actor)
    text = text.strip()
    is_dissatisfied = "no" in (solved, satisfied)
    _check(way, solved, satisfied, text, again=again, is_dissatisfied=is_dissatisfied)
    visit.standing, visit.done_at, visit.done_by_id = State.DONE, now, actor.staff_id
    visit.attempts, visit.tried_at = visit.attempts + 1, now
    visit.save(update_fields=["standing", "done_at", "done_by", "attempts", "tried_at"])
    says = {"way": way, "solved": solved, "satisfied": satisfied, "text": text, "again": again}
    _tell(matter, "outcomes.visited", actor, now, **says)
    if again and is_dissatisfied and not story_of(matter).reworks:
        rework(matter.id, reason=text, now=now)
    return visit


def _check(way: str, solved: str, satisfied: str, text: str, *, again: bool, is_dissatisfied: bool) -> None:
    wrong: dict[str, str] = {}
    if way not in WAYS:
        wrong["way"] = _("请选怎么回访的。")
    if solved not in SOLVED:
        wrong["solved"] = _("请选事情解决了没有。")
    if satisfied not in SATISFIED:
        wrong["satisfied"] = _("请选满意不满意。")
    if len(text) > LONGEST:
        wrong["text"] = _("最多%(n)s个字。") % {"n": LONGEST}
    if is_dissatisfied and not text:
        wrong["text"] = _("请写明他说哪里没有办好，重办的人要看。")
    if again and not is_dissatisfied:
        wrong["again"] = _("他说解决了也满意，就不用重办。")
    if wrong:
        raise AnswersWrong(wrong)


def _waiting(visit_id: UUID, actor: Actor) -> tuple[Matter, Visit]:
    """Return the matter and its visit, both locked, if the actor may make it: never who handled the matter."""
    found = Visit.objects.filter(id=visit_id).first()
    if found is None:
        raise Refused
    matter = locked(found.matter_id, actor=actor)
    if not reaches(actor, VISIT, matter):
        raise Refused(VISIT)
    if actor.staff_id in own_hands(matter, story_of(matter)):
        raise StepNotOpen(_("您经办过这件事，要由别的同事来回访。"))
    visit = Visit.objects.select_for_update().get(id=visit_id)
    if visit.standing != State.WAITING:
        raise StepNotOpen(_("这件事已经回访过，或者不用回访了。"))
    return matter, visit


def _tell(matter: Matter, verb: str, actor: Actor, now: datetime, **says: object) -> None:
    unit = next(iter(actor.unit_ids), None)
    ledger.record(matter.id, verb, actor=actor, now=now, body=says, unit_id=unit)
