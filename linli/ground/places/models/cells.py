"""Grid cells: the smallest unit of service, a polygon inside exactly one village (15-digit code, WGS-84)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.places.models.areas import Area
from linli.lib.identifiers import uuid7


class CellKind(models.TextChoices):
    ORDINARY = "ordinary", _("普通网格")
    DEDICATED = "dedicated", _("专属网格")


class Cell(models.Model):
    """One grid cell. `code` = the village's twelve digits + three of its own; `geometry` is GeoJSON in WGS-84."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("网格编码"), max_length=15, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=12, choices=CellKind.choices, default=CellKind.ORDINARY)
    village = models.ForeignKey(Area, models.PROTECT, related_name="cells", verbose_name=_("村社区"))
    geometry = models.JSONField(_("边界"), null=True, blank=True)
    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承接")
    )

    class Meta:
        verbose_name = _("网格")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
