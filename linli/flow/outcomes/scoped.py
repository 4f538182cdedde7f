"""Rows of rules that hold for some matters: by category (and all below it), kind, severity and day; the most exact wins."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Category, Matter, Severity
from linli.lib.identifiers import uuid7
from linli.lib.kept import kept


class ScopedRule(models.Model):
    """What is left blank holds for all. More exact is, as with limits: a category deeper in the tree, then a kind, then a
    severity; then what came into force last.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("分类"), related_name="+"
    )
    kind = models.SlugField(_("类型"), max_length=32, blank=True, db_index=False)
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds(self, matter: Matter, on: date) -> bool:
        in_force = (self.valid_from or date.min) <= on <= (self.valid_to or date.max)
        fits = self.kind in ("", matter.kind) and self.severity in ("", matter.severity)
        return in_force and fits and (self.category is None or self.category.code in codes_of(matter))

    def exactness(self, matter: Matter) -> tuple[int, bool, bool, date]:
        codes = codes_of(matter)
        depth = codes.index(self.category.code) + 1 if self.category else 0
        return depth, bool(self.kind), bool(self.severity), self.valid_from or date.min


Rule = TypeVar("Rule", bound=ScopedRule)


def codes_of(matter: Matter) -> tuple[str, ...]:
    return tuple(matter.category.path.split("/")) if matter.category else ()


def fitting(model: type[Rule], matter: Matter, *, on: date) -> list[Rule]:
    """Return the rules that hold for the matter on that day, the most exact first. At most one query, for all that ask
    while the matter has this version.
    """
    kept: dict[Any, list[Rule]] = matter.__dict__.setdefault("fitting_rules", {})
    key = (model, matter.version, on)
    if key not in kept:
        found = [rule for rule in _rows(model) if rule.holds(matter, on)]
        kept[key] = sorted(found, key=lambda rule: rule.exactness(matter), reverse=True)
    return kept[key]


@kept
def _rows(model: type[Rule]) -> list[Rule]:
    rows: Iterable[Rule] = model._default_manager.select_related("category").order_by("id")
    return list(rows)
