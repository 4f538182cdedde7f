"""Who serves a grid cell, and what its card says.

Name, extent, the worker's name and contact, and the supervision phone of every cell are to be posted and kept up to
date (滨州市网格化服务管理条例 2021, after GB/T 34300-2017); `queries.card_of` gathers them and names what is missing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models.staff import Staff
from linli.ground.places.models import Cell
from linli.lib.identifiers import uuid7


class CellDuty(models.TextChoices):
    CHIEF = "chief", _("网格长")
    WORKER = "worker", _("网格员")
    ADVISER = "adviser", _("网格指导员")


class CellPosting(models.Model):
    """A person serves a cell between two days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cell = models.ForeignKey(Cell, models.CASCADE, related_name="postings", verbose_name=_("网格"))
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="cell_postings", verbose_name=_("人员"))
    duty = models.CharField(_("职责"), max_length=8, choices=CellDuty.choices, default=CellDuty.WORKER)
    valid_from = models.DateField(_("上岗"), null=True, blank=True)
    valid_to = models.DateField(_("离岗"), null=True, blank=True)

    class Meta:
        verbose_name = _("网格任职")
        constraints = [
            models.UniqueConstraint(fields=["cell", "staff", "duty"], name="people_cellposting_once")
        ]


class CellText(models.Model):
    """What the card of a cell says besides names: its extent in words, the duties and the promise."""

    cell = models.OneToOneField(
        Cell, models.CASCADE, primary_key=True, related_name="text", verbose_name=_("网格")
    )
    extent = models.CharField(_("范围"), max_length=300, blank=True)
    duties = models.TextField(_("职责"), blank=True)
    promise = models.TextField(_("服务承诺"), blank=True)

    class Meta:
        verbose_name = _("网格公示")
