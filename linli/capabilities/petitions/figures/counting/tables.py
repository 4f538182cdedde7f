"""Tables of petitions: narrowed, grouped, with names, and the list behind each number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from linli.capabilities.petitions.figures.counting.facts import grouped, summed
from linli.capabilities.petitions.figures.counting.measures import SHARES, Share
from linli.capabilities.petitions.figures.counting.reading import Counted
from linli.capabilities.petitions.figures.counting.stretches import Stretch
from linli.capabilities.petitions.models import Form, Klass
from linli.core.matters.models import Category, Matter
from linli.ground.people.actor import Actor
from linli.ground.people.models import Unit
from linli.lib.typed import key_in


@dataclass(frozen=True)
class Line:
    """The sums of one value of a dimension; `key` "" is what has none."""

    key: str
    label: str
    counts: Counter[str]

    @property
    def shares(self) -> list[tuple[Share, int, int, int]]:
        """Return each share with its numerator, denominator, and how many are not due yet."""
        return [
            (each, self.counts[each.name], self.counts[each.of], self.counts[each.waiting]) for each in SHARES
        ]


def narrowed(counted: Counted, chosen: Mapping[str, str]) -> Counted:
    """Return the petitions that have these values; "-" stands for none."""
    wanted = {dimension: "" if key == "-" else key for dimension, key in chosen.items()}
    return [pair for pair in counted if all(pair[0].key(name) == key for name, key in wanted.items())]


def counting_in(counted: Counted, measure: str) -> Counted:
    """Return those behind a number."""
    return [pair for pair in counted if pair[1][measure]]


def total(counted: Counted) -> Line:
    return Line("", _("合计"), summed(counted))


def table(counted: Counted, dimension: str, stretch: Stretch) -> list[Line]:
    """Return the lines of a dimension, the largest first; months, classes and forms in their order, empty ones too."""
    found = grouped(counted, dimension)
    fixed = {"month": stretch.months, "klass": CLASSES, "form": Form.values}.get(dimension)
    keys = fixed or sorted(found, key=lambda key: (-found[key]["received"], key))
    names = labels(dimension, keys)
    return [Line(key, names.get(key, key), found.get(key, Counter())) for key in keys]


CLASSES = [Klass.CLAIM.value, Klass.SUGGESTION.value]


def labels(dimension: str, keys: Iterable[str]) -> dict[str, str]:
    """Return what the values of a dimension are called."""
    wanted = [key for key in keys if key]
    if dimension in ("klass", "form"):
        words = dict(Klass.choices if dimension == "klass" else Form.choices)
        return {key: str(words.get(key, key)) for key in wanted}
    ids = [one for key in wanted if (one := key_in(key))]
    if dimension in ("unit", "organ"):
        rows = list(Unit.objects.filter(id__in=ids).values_list("id", "name"))
    elif dimension == "category":
        rows = list(Category.objects.filter(id__in=ids).values_list("id", "name"))
    else:
        return {key: key for key in wanted}
    empty = _("没有写明") if dimension == "organ" else _("没有分类")
    return {"": empty, **{str(key): name for key, name in rows}}


def matters_behind(counted: Counted, *, actor: Actor, most: int | None = None) -> list[Matter]:
    """Return the petitions behind a number, the latest first."""
    ids: list[UUID] = [one.matter_id for one, _counts in reversed(counted)][:most]
    rows = (
        Matter.objects.visible_to(actor)
        .filter(id__in=ids)
        .select_related("unit", "handler", "village", "petition")
    )
    return sorted(rows, key=lambda matter: (matter.received_at, matter.id), reverse=True)
