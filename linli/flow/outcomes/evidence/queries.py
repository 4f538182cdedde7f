"""Reading evidence and verifications. Only of matters that the actor may see."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Attachment, Matter
from linli.core.matters.querysets import reached_by
from linli.core.procedures.reach import reaches
from linli.flow.outcomes.evidence import conditions
from linli.flow.outcomes.evidence.actions import ROLES, VERIFY, WORK
from linli.flow.outcomes.evidence.models import Result, Verification
from linli.ground.people.actor import Actor

RELATED = ("matter__unit", "matter__town", "matter__village", "matter__handler", "done_by")


@dataclass(frozen=True)
class Shown:
    """The files of a matter by what they show: as it was when it came in, and what was done."""

    before: list[Attachment]
    after: list[Attachment]
    documents: list[Attachment]

    @property
    def is_empty(self) -> bool:
        return not self.after and not self.documents


def shown(matter: Matter, *, for_resident: bool = False) -> Shown:
    """Return the files of a matter; those of a verification count as showing what was done. One query."""
    files = Attachment.objects.filter(matter=matter).select_related("file").order_by("added_at", "id")
    kept = [one for one in files if one.for_resident or not for_resident]
    done = (conditions.AFTER, conditions.CHECK)
    return Shown(
        [one for one in kept if one.role not in (*ROLES, conditions.WITHDRAWN)],
        [one for one in kept if one.role in done],
        [one for one in kept if one.role == conditions.DOCUMENT],
    )


def may_add(matter: Matter, actor: Actor) -> bool:
    return any(reaches(actor, permission, matter) for permission in (WORK, VERIFY))


def pending(actor: Actor) -> QuerySet[Verification]:
    """Return the answers that the actor may have to verify, the oldest first; not of matters that are on their own hands."""
    theirs = of_matters_seen(actor) & reached_by(actor, VERIFY, by="matter__")
    rows = Verification.objects.filter(theirs, result=Result.PENDING)
    mine = Q(matter__handler=actor.staff_id)
    return rows.exclude(mine).select_related(*RELATED).order_by("asked_at", "id")


def verified(actor: Actor) -> QuerySet[Verification]:
    """Return all verifications of matters that the actor may see, the latest first."""
    rows = Verification.objects.filter(of_matters_seen(actor))
    return rows.select_related(*RELATED).order_by("-asked_at", "-id")


def of_matter(matter: Matter) -> list[Verification]:
    return list(
        Verification.objects.filter(matter=matter).select_related("done_by").order_by("asked_at", "id")
    )


def attachment_of(matter: Matter, attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.filter(matter=matter, id=attachment_id, role__in=ROLES).first()
