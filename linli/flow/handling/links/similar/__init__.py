"""Which matters look like one matter, and why, in words: suggestions to look at, never a decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.core.matters.models import Matter
from linli.core.registers.provisions import provision
from linli.flow.handling.links.queries import linked_to
from linli.flow.handling.links.similar.candidates import Around, trait_of
from linli.flow.handling.links.similar.likeness import (
    Trait,
    Words,
    metres,
    pairs_of,
    score,
    shared_words,
)
from linli.ground.people.actor import Actor

__all__ = ["Similar", "similar_to", "why_alike"]

LIMIT = 8


@dataclass(frozen=True)
class Similar:
    """A matter like another: how alike they are, from 0 to 1, and what speaks for it."""

    matter: Matter
    score: float
    because: list[str]


def similar_to(matter: Matter, *, actor: Actor, now: datetime, limit: int = LIMIT) -> list[Similar]:
    """Return the matters most like this one that the actor may see and that it is not linked to, the likest first."""
    on = timezone.localdate(now)
    days, near = provision("links.suggest_days", on=on), provision("links.near_metres", on=on)
    least = provision("links.suggest_least", on=on) / 100
    own = trait_of(matter)
    around = Around(own, matter.unit_id, actor, days, near, on)
    rows, words = around.rows(), around.usual
    for known in linked_to(matter):
        rows.pop(known, None)
    mine = pairs_of(own)
    scored = [
        (score(own, row, words.overlap(mine, pairs_of(row)), near=near, days=days), row)
        for row in rows.values()
    ]
    best = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], pair[1].id))
    found = _matters([row for _value, row in best[:limit]], actor)
    return [
        Similar(found[row.id], value, _because(own, row, found[row.id], matter, words, near=near))
        for value, row in best[:limit]
        if row.id in found
    ]


def why_alike(one: Matter, other: Matter, *, now: datetime) -> list[str]:
    """Return what two matters have in common, as similar_to says it."""
    near = provision("links.near_metres", on=timezone.localdate(now))
    mine, theirs = trait_of(one), trait_of(other)
    return _because(mine, theirs, other, one, Words([]), near=near)


def _matters(rows: list[Trait], actor: Actor) -> dict[object, Matter]:
    shown = Matter.objects.visible_to(actor).select_related("unit", "handler", "village", "category")
    return dict(shown.defer("text").in_bulk([row.id for row in rows]))


def _because(
    own: Trait, other: Trait, there: Matter, matter: Matter, words: Words, *, near: int
) -> list[str]:
    found = [_("都说到“%(word)s”") % {"word": word} for word in shared_words(own, other, words)]
    if place := _place(own, other, near):
        found.append(place)
    if own.category_id and own.category_id == other.category_id and there.category is not None:
        found.append(_("都是%(category)s") % {"category": there.category.name})
    return [*found, _apart(abs(matter.received_at - there.received_at))]


def _place(own: Trait, other: Trait, near: int) -> str:
    apart = metres(own, other)
    if apart is not None and apart <= 2 * near:
        return _("相距%(n)s米") % {"n": int(round(apart, -1 if apart >= 100 else 0))}
    if own.cell_id and own.cell_id == other.cell_id:
        return _("同一个网格")
    if own.village_id and own.village_id == other.village_id:
        return _("同一个村社区")
    return ""


def _apart(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    if not hours:
        return _("前后不到一小时")
    if hours < 24:
        return ngettext("差%(n)s小时", "差%(n)s小时", hours) % {"n": hours}
    return ngettext("差%(n)s天", "差%(n)s天", span.days) % {"n": span.days}
