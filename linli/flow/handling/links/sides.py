"""What a link is called, seen from either of its two matters; the ledger keeps the codes."""

from django.utils.translation import gettext_lazy as _

from linli.flow.handling.links.models import Relation

SIDES = {
    "duplicate_of": _("和别的事项是同一个问题，跟着那件办"),
    "duplicate_of.target": _("别的事项反映同一个问题，由这件牵头"),
    "same_event": _("属于同一起突发的事，跟着牵头的那件办"),
    "same_event.target": _("同一起突发的事，由这件牵头"),
    "follow_up": _("是一件已办结事项的后续"),
    "follow_up.target": _("办结以后有了后续"),
    "recurring": _("以前发生过"),
    "recurring.target": _("后来又发生了"),
    "related": _("和以前的事项有关系"),
    "related.target": _("和后来的事项有关系"),
}


def side(relation: str, *, target: bool) -> str:
    """Return the code of `relation` as the source, or the target, of the link has it."""
    return f"{Relation(relation).value}.target" if target else Relation(relation).value
