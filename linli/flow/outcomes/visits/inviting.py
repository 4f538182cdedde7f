"""Ask a resident by a message to rate: where they left a telephone and the installation can send."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.flow.handling.reaching import phone_for_notice
from linli.flow.intake.wishes.queries import wants_messages
from linli.flow.outcomes.visits.models import State, Visit
from linli.ground.people.actor import SYSTEM, Actor, Refused
from linli.ground.people.senders import can_send, sender

VISIT = "outcomes.visit"


@transaction.atomic
def invite(visit_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Send the message; return whether one went out. Nobody's telephone is shown to anybody, and the words say nothing of
    the matter but its number: telephones are shared in families.

    Without a telephone or a sender, or where the resident wants no messages, nothing happens, and a person has to ask.
    Raises Refused, StepNotOpen.
    """
    found = Visit.objects.filter(id=visit_id).first()
    if found is None:
        raise Refused
    matter = locked(found.matter_id, actor=actor)
    if actor.kind != "system" and not reaches(actor, VISIT, matter):
        raise Refused(VISIT)
    visit = Visit.objects.select_for_update().get(id=visit_id)
    if visit.standing != State.WAITING or visit.invited_at is not None:
        raise StepNotOpen(_("已经发过短信，或者不用回访了。"))
    if not can_send() or not wants_messages(matter.id):
        return False
    phone = phone_for_notice(matter.id, actor=SYSTEM)
    if not phone:
        return False
    sender().send(phone, _words(matter), now=now)
    visit.invited_at = now
    visit.save(update_fields=["invited_at"])
    unit = next(iter(actor.unit_ids), None)
    ledger.record(matter.id, "outcomes.invited", actor=actor, now=now, unit_id=unit)
    return True


def _words(matter: Matter) -> str:
    site = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    words = _("您反映的事项%(number)s已经办结。解决了吗？请到%(site)s用手机号查到它，评价一下。")
    return words % {"number": matter.number, "site": f" {site}/mine " if site else _("我们的网页")}
