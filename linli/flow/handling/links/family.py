"""The matters that a link concerns, locked in one order, with the links between them as they are now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.taking import locked
from linli.flow.handling.links.models import FOLLOWING, Link, Relation
from linli.flow.handling.links.queries import ACTIVE, FOLLOWS
from linli.ground.people.actor import Actor, Refused


class NotPossible(Exception):
    """These matters cannot be linked so, or the link cannot be undone; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Family:
    """`lead` is what the sources shall be linked to; `links` are those of all matters of the family, by source."""

    matters: dict[UUID, Matter]
    lead: Matter
    relation: Relation
    links: list[Link]

    @classmethod
    def locked(cls, ids: Sequence[UUID], target_id: UUID, relation: Relation, *, actor: Actor) -> "Family":
        """Return the family, locked. Raises Refused, NotPossible (others changed it meanwhile, or part is out of sight)."""
        asked = {*ids, target_id}
        if relation not in FOLLOWING:
            matters = _lock(asked, asked, actor)
            return cls(matters, matters[target_id], relation, _links(asked))
        lead_id, everyone = _closure(asked, target_id)
        matters = _lock(everyone, asked, actor)
        if _closure(asked, target_id) != (lead_id, everyone):
            raise NotPossible(_("刚刚有人改动了这些关联，请看一眼再试。"))
        return cls(matters, matters[lead_id], relation, _links(everyone))

    @classmethod
    def around(cls, link: Link, *, actor: Actor) -> "Family":
        """Return the two ends of a link and whatever it carried along, locked. Raises Refused, NotPossible."""
        ends = {link.source_id, link.target_id}
        carried = Link.objects.filter(ACTIVE, carried_by=link).values_list("source", flat=True)
        everyone = ends | set(carried)
        matters = _lock(everyone, ends, actor)
        return cls(matters, matters[link.target_id], Relation(link.relation), _links(everyone))

    @classmethod
    def one(cls, matter_id: UUID, *, actor: Actor) -> Matter:
        """Return one matter, locked. Raises Refused."""
        return locked(matter_id, actor=actor)

    def leading(self, matter_id: UUID) -> Link | None:
        """Return the link by which the matter follows another."""
        return next((link for link in self.links if link.is_following and link.source_id == matter_id), None)

    def following(self, matter_id: UUID) -> list[Link]:
        """Return the links by which others follow the matter."""
        return [link for link in self.links if link.is_following and link.target_id == matter_id]

    def between(self, one: UUID, other: UUID) -> Link | None:
        return next((link for link in self.links if {link.source_id, link.target_id} == {one, other}), None)

    def why_not(self, source: Matter) -> str:
        """Return why `source` cannot be linked to the one that leads, as a sentence; "" when it can."""
        if source.id == self.lead.id:
            return _("一件事不能和自己关联；另一件已经跟着它了。")
        known = self.between(source.id, self.lead.id)
        if known is not None:
            said = {"number": source.number, "relation": Relation(known.relation).label}
            return _("%(number)s已经关联了（%(relation)s）。要改，请先解除。") % said
        if self.relation in FOLLOWING and self.leading(source.id) is not None:
            return _("%(number)s已经跟着别的事项办。要改，请先解除。") % {"number": source.number}
        if self.relation == Relation.FOLLOW_UP and self.earlier(source).is_open:
            return _("先前那件还没有办结，不算后续。可以把情况直接补充到那件里。")
        return ""

    def earlier(self, source: Matter) -> Matter:
        """Return which of `source` and the lead was received first."""
        return min(source, self.lead, key=lambda matter: (matter.received_at, matter.id))


def _closure(asked: set[UUID], target_id: UUID) -> tuple[UUID, set[UUID]]:
    """Return the one that leads `target_id`, and everyone whose links would change: those who follow any of `asked`."""
    root = Link.objects.filter(FOLLOWS, source=target_id).values_list("target", flat=True).first()
    lead = root or target_id
    sources = asked - {target_id}
    follow = Link.objects.filter(FOLLOWS, target__in=sources).values_list("source", flat=True)
    return lead, {*asked, lead, *follow}


def _lock(everyone: Iterable[UUID], asked: set[UUID], actor: Actor) -> dict[UUID, Matter]:
    rows = Matter.objects.visible_to(actor).select_related("unit").filter(id__in=set(everyone))
    matters = {matter.id: matter for matter in rows.select_for_update(of=("self",)).order_by("id")}
    if asked - matters.keys():
        raise Refused
    if set(everyone) - matters.keys():
        raise NotPossible(_("这样关联会牵动您看不到的事项。请换一个方向关联，或者请县中心来办。"))
    return matters


def _links(ids: Iterable[UUID]) -> list[Link]:
    keys = set(ids)
    return list(Link.objects.filter(ACTIVE & (Q(source__in=keys) | Q(target__in=keys))).order_by("id"))
