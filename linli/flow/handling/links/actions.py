"""Link matters and undo links. A link moves and copies nothing; it is told in the history of both matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.flow.handling.links import keeping
from linli.flow.handling.links.family import Family, NotPossible
from linli.flow.handling.links.models import Link, Relation
from linli.flow.handling.links.queries import ACTIVE
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Submission
from linli.ground.people.actor import Actor, Refused

__all__ = ["EDIT", "Done", "NotPossible", "bring_follow_up", "gather", "link", "unlink"]

EDIT = "links.edit"
LONGEST_REASON = 200


@dataclass(frozen=True)
class Done:
    """What came of linking one of several matters; `why` it was not linked, "" when it was."""

    matter: Matter
    why: str = ""


@transaction.atomic
def link(
    source_id: UUID, target_id: UUID, *, relation: str, reason: str, actor: Actor, now: datetime
) -> Link:
    """Link `source` to `target`; of a relation that joins two alike, the later one is the source.

    Where the target follows another, the source comes to follow that one; whatever followed the source goes with it.
    Raises Refused (either end is not the actor's to see or to link), AnswersWrong, NotPossible.
    """
    family = _family([source_id], target_id, relation, reason, actor=actor)
    source = family.matters[source_id]
    if why := family.why_not(source):
        raise NotPossible(why)
    return keeping.keep(family, [source], reason=reason.strip(), actor=actor, now=now)[0]


@transaction.atomic
def gather(
    ids: Sequence[UUID], lead_id: UUID, *, relation: str, reason: str, actor: Actor, now: datetime
) -> list[Done]:
    """Let all of `ids` follow one matter, and return what came of each. Every link can be undone by itself.

    Raises Refused (one of them is not the actor's to see or to link), AnswersWrong, NotPossible (none can follow it).
    """
    family = _family(ids, lead_id, relation, reason, actor=actor)
    sources = [family.matters[key] for key in dict.fromkeys(ids) if key != lead_id]
    whys = {source.id: family.why_not(source) for source in sources}
    able = [source for source in sources if not whys[source.id]]
    keeping.keep(family, able, reason=reason.strip(), actor=actor, now=now)
    return [Done(source, whys[source.id]) for source in sources]


def _family(ids: Sequence[UUID], target_id: UUID, relation: str, reason: str, *, actor: Actor) -> Family:
    """Return the matters, locked, with what they are linked to now."""
    if relation not in Relation.values:
        raise AnswersWrong({"relation": _("请选择是什么关系。")})
    _checked(reason)
    family = Family.locked(ids, target_id, Relation(relation), actor=actor)
    asked = [family.matters[key] for key in {*ids, target_id, family.lead.id}]
    if not all(reaches(actor, EDIT, matter) for matter in asked) and actor.kind != "system":
        raise Refused(EDIT)
    return family


@transaction.atomic
def unlink(link_id: UUID, *, reason: str, actor: Actor, now: datetime) -> Link:
    """Undo a link; replies and everything else that was done meanwhile stay as they are.

    Raises Refused, AnswersWrong (no reason), NotPossible (undone already).
    """
    _checked(reason)
    kept = Link.objects.filter(id=link_id).first()
    if kept is None:
        raise Refused
    family = Family.around(kept, actor=actor)
    ends = (family.matters[kept.source_id], family.matters[kept.target_id])
    if not all(reaches(actor, EDIT, matter) for matter in ends) and actor.kind != "system":
        raise Refused(EDIT)
    current = Link.objects.filter(ACTIVE, id=link_id).first()
    if current is None:
        raise NotPossible(_("这个关联已经解除了。"))
    keeping.undo(family, current, reason=reason.strip(), actor=actor, now=now)
    return current


def _checked(reason: str) -> None:
    if not reason.strip():
        raise AnswersWrong({"reason": _("请写明理由。")})
    if len(reason.strip()) > LONGEST_REASON:
        raise AnswersWrong({"reason": _("理由最多写%(limit)s个字。") % {"limit": LONGEST_REASON}})


def bring_follow_up(earlier_id: UUID, submission: Submission, *, actor: Actor, now: datetime) -> Receipt:
    """Take in what came after an earlier matter, as a matter of its own, and link it to that one, both or neither.

    The same submission again returns the same receipt. Raises Refused (the earlier one is not the actor's to see) and
    what `receive` raises.
    """
    other: OtherContent | None = None
    with transaction.atomic():
        earlier = Family.one(earlier_id, actor=actor)
        try:
            receipt = receive(submission, actor=actor, now=now)
        except OtherContent as error:  # what came is kept for a clerk: that must be written all the same
            other = error
        else:
            keeping.keep_follow_up(receipt.matter_id, earlier, actor=actor, now=now)
    if other is not None:
        raise other
    return receipt
