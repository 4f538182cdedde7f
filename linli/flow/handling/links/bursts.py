"""Many matters of one place and kind within hours: perhaps one big event. A suggestion; a person gathers them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from linli.core.matters.models import Category, Matter
from linli.core.registers.provisions import provision
from linli.flow.handling.links.models import Link
from linli.flow.handling.links.queries import FOLLOWS
from linli.flow.handling.links.similar.candidates import traits
from linli.flow.handling.links.similar.likeness import Pairs, Trait, pairs_of, runs_of
from linli.ground.people.actor import Actor
from linli.ground.places.models import Area

PLACES = 20
LOOKED_AT = 300  # newest matters of one place
BEFORE = 100  # matters that say what is usual there
OFTENER = 3  # times as often as usual
LONGEST_WORD = 8


@dataclass(frozen=True)
class Event:
    """Matters of one village that came within hours and speak of one thing. `lead` is the one suggested to lead."""

    village: Area
    about: str
    since: datetime
    matters: Sequence[Matter]
    lead: Matter

    @property
    def others(self) -> list[Matter]:
        return [matter for matter in self.matters if matter.id != self.lead.id]


def events(*, actor: Actor, now: datetime) -> list[Event]:
    """Return what looks like events among what the actor may see and nobody gathered yet, the largest first."""
    on = timezone.localdate(now)
    least = provision("links.burst_count", on=on)
    since = now - timedelta(hours=provision("links.burst_hours", on=on))
    counted = Matter.objects.visible_to(actor).filter(
        received_at__gt=since, received_at__lte=now, is_open=True, village__isnull=False
    )
    busy = counted.values_list("village").annotate(n=Count("id")).filter(n__gte=least).order_by("-n")[:PLACES]
    places = [village for village, _n in busy]
    found = [each for village in places for each in _in_village(village, since, least, actor=actor, now=now)]
    shown = _shown({key for each in found for key in each.ids}, actor)
    links = _Links(shown)
    villages = Area.objects.in_bulk(places)
    events = []
    for each in found:
        matters = [matter for matter in shown if matter.id in each.ids]
        free = [matter for matter in matters if matter.id not in links.gone]
        if len(free) >= 2 and len(matters) >= least:
            lead = links.lead_of(free)
            events.append(Event(villages[each.village], each.about or _category(each), since, matters, lead))
    return sorted(events, key=lambda event: -len(event.matters))


class _Cluster(NamedTuple):
    village: UUID
    about: str
    ids: frozenset[UUID]
    categories: frozenset[UUID]


def _in_village(
    village: UUID, since: datetime, least: int, *, actor: Actor, now: datetime
) -> Iterator[_Cluster]:
    there = Matter.objects.visible_to(actor).filter(village=village)
    recent = there.filter(received_at__gt=since, received_at__lte=now, is_open=True)
    rows = {row.id: row for row in traits(recent.order_by("-received_at", "-id")[:LOOKED_AT])}
    before = there.filter(received_at__lte=since).order_by("-received_at", "-id")[:BEFORE]
    usual = [pairs_of(row) for row in traits(before)]
    for about, ids in clusters(list(rows.values()), usual, least):
        categories = frozenset(category for key in ids if (category := rows[key].category_id))
        yield _Cluster(village, about, frozenset(ids), categories)


def clusters(rows: Sequence[Trait], usual: Sequence[Pairs], least: int) -> Iterator[tuple[str, list[UUID]]]:
    """Yield (word, ids) of matters that share a word said much oftener than usual, then ("", ids) of one category."""
    left = {row.id: row for row in rows}
    said = {row.id: pairs_of(row) for row in rows}
    before = Counter(pair for each in usual for pair in each)
    while word := _word({key: said[key] for key in left}, before, len(usual), least):
        ids = {key for key in left if word in said[key]}
        of = Counter(left[key].category_id for key in ids if left[key].category_id)
        for category, n in of.most_common(1):
            if 2 * n >= len(ids):
                ids |= {key for key, row in left.items() if row.category_id == category}
        yield _whole(word, [left[key] for key in ids]), sorted(ids)
        left = {key: row for key, row in left.items() if key not in ids}
    by_category = Counter(row.category_id for row in left.values() if row.category_id)
    for category, n in by_category.most_common():
        if n >= least:
            yield "", sorted(key for key, row in left.items() if row.category_id == category)


def _word(said: dict[UUID, Pairs], before: Counter[str], usual: int, least: int) -> str:
    """Return the pair that most of them contain, if it is unusual there; "" where none is."""
    counts = Counter(pair for each in said.values() for pair in each)
    for pair, n in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        if n < least:
            break
        if n * (usual + 1) >= OFTENER * len(said) * (before[pair] + 1) or (
            usual < least and 2 * n >= len(said)
        ):
            return pair
    return ""


def _whole(pair: str, rows: Sequence[Trait]) -> str:
    """Return the longest word around `pair` that most of those who say the pair say."""
    texts = ["\n".join(runs_of(row)) for row in rows]
    texts = [text for text in texts if pair in text]
    word = pair
    while len(word) < LONGEST_WORD:
        longer: Counter[str] = Counter()
        for text in texts:
            at = text.find(word)
            if at > 0 and text[at - 1] != "\n":
                longer[text[at - 1 : at + len(word)]] += 1
            if 0 <= at < len(text) - len(word) and text[at + len(word)] != "\n":
                longer[text[at : at + len(word) + 1]] += 1
        best = longer.most_common(1)
        if not best or best[0][1] * 10 < len(texts) * 8:
            break
        word = best[0][0]
    return word


def _shown(ids: Iterable[UUID], actor: Actor) -> list[Matter]:
    """Return the matters with what is shown of them, the first to come in front."""
    rows = Matter.objects.visible_to(actor).filter(id__in=ids).order_by("received_at", "id")
    return list(rows.select_related("unit").only("number", "title", "received_at", "unit__name"))


class _Links:
    """Which of the matters follow another already, and how many follow each."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        ids = [matter.id for matter in matters]
        near = Link.objects.filter(FOLLOWS).filter(Q(source__in=ids) | Q(target__in=ids))
        ways = list(near.values_list("source", "target"))
        self.gone = {source for source, _target in ways}
        self.followers = Counter(target for _source, target in ways)

    def lead_of(self, free: Sequence[Matter]) -> Matter:
        """Return the one that leads most of them already, else the first."""
        return max(free, key=lambda matter: (self.followers[matter.id], -matter.received_at.timestamp()))


def _category(cluster: _Cluster) -> str:
    return ", ".join(Category.objects.filter(id__in=cluster.categories).values_list("name", flat=True))
