"""Finding units: by any name they ever had, the one on duty, and who works there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.ground.people.models import Post, Staff, Unit
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept


class NoDutyPost(LookupError):
    """The centre has no duty post; every installation needs one, since what nobody is responsible for goes there."""


class Directory:
    """Units by name, for one look-up or for a hundred thousand. Load once, ask often."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """`units` come with their aliases and successors fetched, as `all_units` returns them."""
        self._by_name: dict[str, list[tuple[Unit, date | None, date | None, bool]]] = defaultdict(list)
        for unit in units:
            self._by_name[_tidy(unit.name)].append((unit, unit.valid_from, unit.valid_to, False))
            for alias in unit.aliases.all():
                self._by_name[_tidy(alias.name)].append((unit, alias.valid_from, alias.valid_to, True))

    @classmethod
    def load(cls) -> "Directory":
        return cls(Unit.objects.select_related("area", "successor").prefetch_related("aliases"))

    def named(self, name: str, on: date) -> Unit | None:
        """Return the unit that answers to `name` on `on`: one valid that day before one of another time, a name
        before an alias. A unit closed by then gives way to its successor."""
        found = self._by_name.get(_tidy(name))
        if not found:
            return None
        unit, *_ = min(found, key=lambda one: (not _holds(one[1], one[2], on), one[3], one[0].code))
        return _in_force(unit, on)


def unit_named(name: str, on: date) -> Unit | None:
    """Return the unit called `name` on `on`, by its name or an alias, or its successor; None if there is none."""
    candidates = Unit.objects.filter(Q(name=name.strip()) | Q(aliases__name=name.strip())).distinct()
    return Directory(candidates.select_related("area", "successor").prefetch_related("aliases")).named(
        name, on
    )


def duty_post(*, on: date) -> Post:
    """Return the duty post of the highest centre open on `on`. Raises NoDutyPost."""
    posts = Post.objects.filter(valid_on(on, "unit__"), is_duty=True).select_related("unit__area", "role")
    post = posts.order_by("unit__area__level", "unit__code", "name").first()
    if post is None:
        raise NoDutyPost
    return post


@kept
def duty_unit(*, on: date) -> Unit:
    """Return the unit that gets what nobody else is responsible for. Raises NoDutyPost."""
    return duty_post(on=on).unit


def unit_there(unit_id: UUID, *, on: date) -> Unit | None:
    """Return the unit if it is there on that day: to one that has ended nothing can be given any more."""
    return Unit.objects.filter(valid_on(on), id=unit_id).first()


def colleagues(unit: Unit, *, on: date) -> QuerySet[Staff]:
    """Return who holds a post in `unit` on `on`, active accounts of people only, in order of name."""
    posted = Staff.objects.filter(valid_on(on, "postings__"), postings__post__unit=unit, is_active=True)
    return posted.filter(is_program=False).distinct().order_by("name", "username")


def _tidy(name: str) -> str:
    return "".join(name.split())


def _holds(begin: date | None, end: date | None, on: date) -> bool:
    return (begin is None or begin <= on) and (end is None or on <= end)


def _in_force(unit: Unit, on: date) -> Unit:
    seen = {unit.pk}
    while unit.valid_to is not None and unit.valid_to < on and unit.successor is not None:
        unit = unit.successor
        if unit.pk in seen:
            break
        seen.add(unit.pk)
    return unit
