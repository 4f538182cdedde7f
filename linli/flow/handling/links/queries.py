"""Which matters are linked, as far as the reader may see both ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from linli.core.matters.models import Matter
from linli.flow.handling.links.models import FOLLOWING, Link
from linli.flow.handling.links.sides import SIDES, side
from linli.ground.people.actor import Actor

ACTIVE = Q(undone_at=None)
FOLLOWS = ACTIVE & Q(relation__in=FOLLOWING)
PAGE = 50
MOST = 100


@dataclass(frozen=True)
class Tie:
    """A link as one of its matters has it: what the `other` is to it."""

    link: Link
    other: Matter
    is_target: bool

    @property
    def words(self) -> str | Promise:
        return SIDES[side(self.link.relation, target=self.is_target)]


@dataclass(frozen=True)
class Surroundings:
    """What stands around one matter: `ties` to what it follows or is linked to, and how many follow it (to a hundred)."""

    ties: list[Tie]
    followers: int

    @property
    def lead(self) -> Matter | None:
        """Return the matter that this one follows."""
        return next((tie.other for tie in self.ties if tie.link.is_following), None)


def surroundings(matter: Matter, actor: Actor) -> Surroundings:
    """Return what the actor may see around the matter; one look where there is nothing."""
    own = Link.objects.filter(ACTIVE & (Q(source=matter.id) | Q(target=matter.id)))
    if not own.exists():
        return Surroundings([], 0)
    return Surroundings(ties(matter, actor), count_followers(matter, actor))


def ties(matter: Matter, actor: Actor) -> list[Tie]:
    """Return what the matter is linked to, its followers apart: the one it follows first, then the newest link."""
    own = Link.objects.filter(ACTIVE & (Q(source=matter.id) | Q(target=matter.id)))
    own = own.exclude(target=matter.id, relation__in=FOLLOWING).order_by("-id")[:MOST]
    return sorted(_ties(list(own), matter.id, actor), key=lambda tie: not tie.link.is_following)


def lead_of(matter: Matter, actor: Actor) -> Matter | None:
    """Return the matter that this one follows, if it follows one that the actor may see."""
    lead_id = Link.objects.filter(FOLLOWS, source=matter.id).values_list("target", flat=True).first()
    return _seen(actor).filter(id=lead_id).first() if lead_id else None


def followers(matter: Matter, actor: Actor, *, after: UUID | None = None, size: int = PAGE) -> list[Tie]:
    """Return those that follow the matter, in the order of linking, `size` of them after the link `after`."""
    found: list[Tie] = []
    while len(found) < size:
        rows = Link.objects.filter(FOLLOWS, target=matter.id)
        batch = list((rows.filter(id__gt=after) if after else rows).order_by("id")[: size + 1])
        found += _ties(batch, matter.id, actor)
        if len(batch) <= size:
            break
        after = batch[-1].id
    return found[:size]


def every_follower(matter: Matter, actor: Actor) -> Iterator[Tie]:
    """Yield all that follow the matter, a page at a time."""
    after = None
    while page := followers(matter, actor, after=after):
        yield from page
        after = page[-1].link.id


def count_followers(matter: Matter, actor: Actor) -> int:
    """Return how many the actor may see that follow the matter, counting no further than a hundred."""
    follow = Link.objects.filter(FOLLOWS, target=matter.id).values("source")
    return Matter.objects.visible_to(actor).filter(id__in=follow)[:MOST].count()


def link_between(one: Matter, other: Matter) -> Link | None:
    """Return the link that joins the two now. The caller may see both."""
    pair = Q(source=one.id, target=other.id) | Q(source=other.id, target=one.id)
    return Link.objects.filter(ACTIVE & pair).first()


def linked_to(matter: Matter) -> set[UUID]:
    """Return the ids of all that the matter is linked to, and of those that follow the same one."""
    lead = Link.objects.filter(FOLLOWS, source=matter.id).values_list("target", flat=True).first()
    heads = [matter.id, lead] if lead else [matter.id]
    pairs = Link.objects.filter(ACTIVE & (Q(source=matter.id) | Q(target__in=heads)))
    return {end for pair in pairs.values_list("source", "target")[:1000] for end in pair}


def _ties(links: list[Link], own: UUID, actor: Actor) -> list[Tie]:
    others = {link.source_id if link.target_id == own else link.target_id for link in links}
    seen = _seen(actor).in_bulk(others)
    found = []
    for link in links:
        is_target = link.target_id == own
        other = seen.get(link.source_id if is_target else link.target_id)
        if other is not None:
            found.append(Tie(link, other, is_target))
    return found


def _seen(actor: Actor) -> QuerySet[Matter]:
    return Matter.objects.visible_to(actor).select_related("unit", "handler", "village").defer("text")
