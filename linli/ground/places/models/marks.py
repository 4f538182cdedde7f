"""What people name a place by when they have no map: landmarks and house numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.places.models.cells import Cell
from linli.lib.identifiers import uuid7


class Landmark(models.Model):
    """A thing everyone there knows (a school, an old tree, a bridge), WGS-84."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("名称"), max_length=100, db_index=True)
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="landmarks", verbose_name=_("网格"))
    lon = models.FloatField(_("经度"))
    lat = models.FloatField(_("纬度"))

    class Meta:
        verbose_name = _("地标")
        constraints = [models.UniqueConstraint(fields=["cell", "name"], name="places_landmark_once")]

    def __str__(self) -> str:
        return self.name


class HouseNumbers(models.Model):
    """A run of house numbers that lies in one cell. `lane` is a lane's or group's name, "" where the village counts through."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey(Cell, models.CASCADE, related_name="houses", verbose_name=_("网格"))
    lane = models.CharField(_("巷、组"), max_length=50, blank=True)
    first = models.PositiveIntegerField(_("起"))
    last = models.PositiveIntegerField(_("止"))

    class Meta:
        verbose_name = _("门牌")
        constraints = [
            models.UniqueConstraint(fields=["cell", "lane", "first"], name="places_houses_once"),
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="places_houses_run"),
        ]
