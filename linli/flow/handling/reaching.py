"""The telephone of a resident for a message that the system sends by itself. No person ever sees it on this way."""

from uuid import UUID

from linli.core.matters.models import Party, PartyRole
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.phones import is_mobile
from linli.ground.people.vault import sealer

ONLY_THE_SYSTEM = "handling.notice"


def phone_for_notice(matter_id: UUID, *, actor: Actor) -> str:
    """Return the mobile number that the requester left, "" where none; open it only when the message goes out at once,
    and keep it nowhere. Raises Refused to whoever is not the system.
    """
    if actor.kind != "system":
        raise Refused(ONLY_THE_SYSTEM)
    left = Party.objects.filter(matter_id=matter_id, role=PartyRole.REQUESTER).exclude(contact_index="")
    party = left.order_by("id").first()
    if party is None:
        return ""
    phone = sealer().open(bytes(party.phone_sealed), bound_to=f"party:{party.id}:phone")
    return phone if is_mobile(phone) else ""
