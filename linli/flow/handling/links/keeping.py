"""Write links and what the histories say of them, in the caller's transaction and under its locks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.flow.handling.links.family import Family
from linli.flow.handling.links.models import FOLLOWING, Link, Relation
from linli.flow.handling.links.sides import side
from linli.ground.people.actor import SYSTEM, Actor


@dataclass(frozen=True)
class Teller:
    """Who acts, when and why: what every entry of one act has in common."""

    reason: str
    actor: Actor
    now: datetime

    def tell(self, matter: Matter, verb: str, seen_as: str, links: Sequence[Link]) -> None:
        """Record it; the ids of the others stand in the body, and no page shows them to whoever may not see those."""
        others = [str(each.source_id if each.target_id == matter.id else each.target_id) for each in links]
        body = {"side": seen_as, "count": len(links), "matters": others, "reason": self.reason}
        unit = self.actor.acting_for(matter.unit_id)
        ledger.record(matter.id, f"handling.{verb}", actor=self.actor, now=self.now, unit_id=unit, body=body)


def keep(
    family: Family, sources: Sequence[Matter], *, reason: str, actor: Actor, now: datetime
) -> list[Link]:
    """Link each of `sources` to the one that leads; whoever followed them follows it too. Returns the links asked for."""
    teller = Teller(reason, actor, now)
    if family.relation not in FOLLOWING:
        return [_keep_pair(family, source, teller) for source in sources]
    is_first, made, all_made = not family.following(family.lead.id), [], []
    for source in sources:
        followers = family.following(source.id)
        new = _made(source.id, family.lead.id, family.relation, teller)
        carried = [_carry(each, new, family.lead.id, teller) for each in followers]
        teller.tell(source, "linked" if followers else "joined", side(family.relation, target=False), [new])
        for each in carried:
            seen_as = side(each.relation, target=False)
            teller.tell(family.matters[each.source_id], "linked", seen_as, [each])
        made.append(new)
        all_made += [new, *carried]
    if all_made:
        verb = "joined" if is_first else "linked"
        teller.tell(family.lead, verb, side(family.relation, target=True), all_made)
    return made


def _keep_pair(family: Family, source: Matter, teller: Teller) -> Link:
    """Link two alike: the later one is the source, so that no circle can come about."""
    target = family.earlier(source)
    later = family.lead if target == source else source
    new = _made(later.id, target.id, family.relation, teller)
    _tell_pair(new, later, target, teller)
    return new


def _tell_pair(new: Link, source: Matter, target: Matter, teller: Teller) -> None:
    teller.tell(source, "linked", side(new.relation, target=False), [new])
    teller.tell(target, "linked", side(new.relation, target=True), [new])


def keep_follow_up(new_id: UUID, earlier: Matter, *, actor: Actor, now: datetime) -> None:
    """Link a matter that was just taken in to the one that it comes after; once only."""
    if Link.objects.filter(source=new_id, relation=Relation.FOLLOW_UP).exists():
        return
    teller = Teller("", actor, now)
    new = _made(new_id, earlier.id, Relation.FOLLOW_UP, teller)
    _tell_pair(new, Matter.objects.visible_to(SYSTEM).get(id=new_id), earlier, teller)


def undo(family: Family, link: Link, *, reason: str, actor: Actor, now: datetime) -> None:
    """Undo `link`; what it carried along is led again by its source."""
    teller = Teller(reason, actor, now)
    source, target = family.matters[link.source_id], family.matters[link.target_id]
    carried = list(Link.objects.filter(undone_at=None, carried_by=link).select_related("instead_of"))
    gone = [link, *carried]
    _end(gone, teller)
    _restore(carried, source, teller)
    for each in carried:
        teller.tell(family.matters[each.source_id], "unlinked", side(each.relation, target=False), [each])
    own, theirs = "unlinked", "unlinked"
    if link.is_following:
        own = "unlinked" if carried else "parted"
        theirs = "unlinked" if _is_followed(target.id) else "parted"
    teller.tell(source, own, side(link.relation, target=False), [link])
    teller.tell(target, theirs, side(link.relation, target=True), gone)


def _is_followed(matter_id: UUID) -> bool:
    return Link.objects.filter(undone_at=None, target=matter_id, relation__in=FOLLOWING).exists()


def _restore(carried: Sequence[Link], source: Matter, teller: Teller) -> None:
    """Make again the links that `carried` stood for; of two that belong together, so do the new ones."""
    again: dict[UUID, Link] = {}
    stood_for = [(each, each.instead_of) for each in carried if each.instead_of is not None]
    for each, was in sorted(stood_for, key=lambda pair: (pair[1].carried_by_id is not None, pair[0].id)):
        new = _made(each.source_id, was.target_id, Relation(was.relation), teller, save=False)
        new.reason, new.made_by_id = was.reason, was.made_by_id
        new.carried_by = again.get(was.carried_by_id, was.carried_by) if was.carried_by_id else None
        new.instead_of = was.instead_of
        new.save(force_insert=True)
        again[was.id] = new


def _carry(link: Link, cause: Link, lead_id: UUID, teller: Teller) -> Link:
    """Let a follower of the source follow the one that leads from now on."""
    _end([link], teller)
    new = _made(link.source_id, lead_id, Relation(link.relation), teller, save=False)
    new.reason, new.made_by_id, new.carried_by, new.instead_of = link.reason, link.made_by_id, cause, link
    new.save(force_insert=True)
    return new


def _end(links: Sequence[Link], teller: Teller) -> None:
    Link.objects.filter(id__in=[link.id for link in links]).update(
        undone_at=teller.now, undone_by=teller.actor.staff_id, undone_reason=teller.reason
    )


def _made(source_id: UUID, target_id: UUID, relation: Relation, teller: Teller, *, save: bool = True) -> Link:
    link = Link(
        source_id=source_id,
        target_id=target_id,
        relation=relation,
        reason=teller.reason,
        made_at=teller.now,
        made_by_id=teller.actor.staff_id,
    )
    if save:
        link.save(force_insert=True)
    return link
