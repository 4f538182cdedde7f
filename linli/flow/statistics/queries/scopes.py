"""How far somebody's figures go: the whole centre, a town, a village or a unit; in each, exactly what they may also list."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from linli.flow.statistics.facts import KEPT
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit
from linli.ground.places.models import Area, Level

SEE = "statistics.see"
LIST = "matters.see"
DIMENSIONS = tuple(dimension for dimension in KEPT[""] if dimension != "all")
Kind = Literal["centre", "town", "village", "unit"]


@dataclass(frozen=True)
class Scope:
    """What is counted: all matters (`key` ""), those in a town or village, or those that a unit answers for now."""

    kind: Kind
    key: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind

    @property
    def within(self) -> str | None:
        """Return where its tables are kept; None where there are none but of the places inside."""
        return None if self.kind == "village" else self.key

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the dimensions of which this scope has a table."""
        if self.kind == "centre":
            return DIMENSIONS
        inside = {"town": ("village", "cell"), "village": ("cell",), "unit": ()}[self.kind]
        return (*KEPT.get(self.kind, ()), *inside)


CENTRE = Scope("centre")


def scopes_of(actor: Actor) -> list[Scope]:
    """Return the scopes of an actor's posts, the widest first. Raises Refused where there are none."""
    grants = [grant for grant in actor.granting(SEE) if LIST in grant.permissions]
    if actor.kind == "system" or any(grant.reach == "centre" for grant in grants):
        return [_named(CENTRE)]
    if not grants:
        raise Refused(SEE)
    towns = {town for grant in grants for town in grant.town_ids}
    villages = {village for grant in grants for village in grant.village_ids}
    found = [Scope("town", str(row.pk), row.name) for row in _areas(towns)]
    found += [Scope("village", str(row.pk), row.name) for row in _areas(villages)]
    units = Unit.objects.filter(id__in={grant.unit_id for grant in grants}).order_by("code")
    return found + [Scope("unit", str(row.pk), row.name) for row in units]


def scope_of(actor: Actor, text: str) -> Scope:
    """Return the scope written as `text` ("" = the actor's first). Raises Refused where it is not theirs, or not there."""
    own = scopes_of(actor)
    if not text:
        return own[0]
    if found := next((scope for scope in own if str(scope) == text), None):
        return found
    kind, _colon, key = text.partition(":")
    if own[0].kind != "centre" or kind not in ("town", "village", "unit"):
        return _village_of(own, kind, key)
    return _found(kind, key)


def _village_of(own: list[Scope], kind: str, key: str) -> Scope:
    """Whoever has a town also has its villages."""
    towns = [UUID(scope.key) for scope in own if scope.kind == "town"]
    village = Area.objects.filter(pk=_uuid(key), parent__in=towns).first() if kind == "village" else None
    if village is None:
        raise Refused(SEE)
    return Scope("village", str(village.pk), village.name)


def _found(kind: str, key: str) -> Scope:
    row: Unit | Area | None
    if kind == "unit":
        row = Unit.objects.filter(pk=_uuid(key)).first()
    else:
        level = Level.TOWN if kind == "town" else Level.VILLAGE
        row = Area.objects.filter(pk=_uuid(key), level=level).first()
    if row is None:
        raise Refused(SEE)
    return Scope("unit" if kind == "unit" else "town" if kind == "town" else "village", str(row.pk), row.name)


def _named(scope: Scope) -> Scope:
    return Scope(scope.kind, scope.key, _("全中心"))


def _areas(keys: set[UUID]) -> list[Area]:
    return list(Area.objects.filter(pk__in=keys).order_by("code")) if keys else []


def _uuid(text: str) -> UUID:
    """Return the id, or one that nothing has."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
