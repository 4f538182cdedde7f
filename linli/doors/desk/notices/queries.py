"""What was sent to the resident of a matter, as the ledger tells it."""

from collections.abc import Sequence

from linli.core.matters.models import Entry, Matter

SENT, FAILED, DOUBTED = "notices.sent", "notices.failed", "notices.doubted"
WANTED, DECLINED = "intake.messages_wanted", "intake.messages_declined"


def told_of(matter: Matter) -> Sequence[Entry]:
    """Return the messages, and what the resident said of them, oldest first. One query."""
    verbs = (SENT, FAILED, DOUBTED, WANTED, DECLINED)
    return list(Entry.objects.filter(subject=matter.id, verb__in=verbs).order_by("seq"))
