"""Who may do what with letters."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.outcomes.letters.kinds import LetterKind
from linli.flow.outcomes.letters.models import Letter
from linli.ground.people.actor import Actor, Refused

HANDLE_SEALED, WORK = "sealed.handle", "handling.work"


def may(actor: Actor, permission: str, matter: Matter) -> bool:
    """Tell whether the actor may do what `permission` says beside this matter, which they may see."""
    if actor.kind == "system":
        return True
    if matter.is_sealed:
        return actor.kind == "staff" and actor.may(HANDLE_SEALED)
    return actor.kind == "staff" and reaches(actor, permission, matter)


def may_read(letter: Letter, matter: Matter, actor: Actor) -> bool:
    """Tell whether the actor may read a letter about a matter that they see: it names the resident, so only those who
    work on the matter, who wrote it, or to whom it was written.
    """
    if actor.kind == "resident":
        return letter.for_resident
    permissions = (WORK, "outcomes.reply", "outcomes.approve")
    return actor.staff_id == letter.issued_by_id or any(may(actor, each, matter) for each in permissions)


def demand(kind: LetterKind, matter: Matter, actor: Actor, *, now: datetime) -> None:
    """Raise Refused where the actor may not issue such a letter, StepNotOpen with a sentence where nobody may now."""
    if not may(actor, kind.permission, matter):
        raise Refused(kind.permission)
    if not kind.fits(matter):
        raise StepNotOpen(_("这类文书不用于这件事项。"))
    if why := kind.why_not(matter, now):
        raise StepNotOpen(why)


def held(letter_id: UUID, actor: Actor) -> tuple[Letter, Matter]:
    """Return a letter and its matter, locked for this transaction. Raises Refused."""
    found = Letter.objects.filter(id=letter_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise Refused
    matter = locked(found, actor=actor, sealed=True)
    letter = Letter.objects.select_for_update(of=("self",)).get(id=letter_id)
    letter.matter = matter
    return letter, matter
