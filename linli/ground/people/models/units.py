"""Units: centres, departments, town offices, village committees. Dated, with successors and aliases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.places.models import Area
from linli.lib.identifiers import uuid7


class UnitKind(models.TextChoices):
    CENTRE = "centre", _("综治中心")
    DEPARTMENT = "department", _("部门")
    TOWN = "town", _("乡镇街道")
    VILLAGE = "village", _("村社区")
    ENTERPRISE = "enterprise", _("企业")


class Unit(models.Model):
    """One unit that can be given a matter. A unit that was renamed keeps its row; one that was merged names its successor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=12, choices=UnitKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("辖区"), related_name="units")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("上级"), related_name="children"
    )
    phone = models.CharField(_("监督电话"), max_length=32, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("承接单位"), related_name="predecessors"
    )

    class Meta:
        verbose_name = _("单位")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name of a unit, with the days on which it was in use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name=_("单位"))
    name = models.CharField(_("别名"), max_length=100, db_index=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("单位别名")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="people_alias_once")]
