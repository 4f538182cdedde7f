"""Reading what residents want. The caller has seen to it that the matter may be seen."""

from uuid import UUID

from linli.core.matters.models import Party, PartyRole
from linli.flow.intake.wishes.models import MessageWish


def wants_messages(matter_id: UUID) -> bool:
    """Tell whether messages about this matter may be sent, as far as its resident has said."""
    return not MessageWish.objects.filter(matter_id=matter_id, wanted=False).exists()


def left_telephone(matter_id: UUID) -> bool:
    """Tell whether its resident left a telephone; it is not opened for that."""
    left = Party.objects.filter(matter_id=matter_id, role=PartyRole.REQUESTER)
    return left.exclude(contact_index="").exists()
