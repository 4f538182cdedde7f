"""Administrative divisions at five levels, keyed on level and code, dated, with successors and aliases.

A code that was abolished is never used again; a renamed division keeps its code (行政区划代码管理办法, 2025).
The same padded code may stand for two levels, so the key is (level, code).
Everything dated here is in force from `valid_from` to `valid_to`, both included; a successor stands from the day after.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Level(models.IntegerChoices):
    PROVINCE = 1, _("省")
    PREFECTURE = 2, _("市")
    COUNTY = 3, _("县区")
    TOWN = 4, _("乡镇街道")
    VILLAGE = 5, _("村社区")


class Area(models.Model):
    """One division, e.g. a town; `code` has twelve digits, zero-padded on the right."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level.choices)
    code = models.CharField(_("区划代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=100, db_index=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承接")
    )

    class Meta:
        verbose_name = _("行政区划")
        ordering = ["code", "level"]
        constraints = [models.UniqueConstraint(fields=["level", "code"], name="places_area_key")]

    def __str__(self) -> str:
        return self.name


class AreaAlias(models.Model):
    """Another name of a division, with the days on which it was in use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases", verbose_name=_("区划"))
    name = models.CharField(_("别名"), max_length=100, db_index=True)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("区划别名")
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="places_alias_once")]
