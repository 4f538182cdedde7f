"""Facts about each matter, and the sums kept of them. Both follow the ledger and can be rebuilt from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.lib.identifiers import uuid7


class Fact(models.Model):
    """What the figures count of one matter. Nothing here says who asked."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="fact")
    month = models.PositiveIntegerField(_("收到月份"))
    kind = models.CharField(max_length=32)
    channel_id = models.UUIDField()
    category_id = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    town_id = models.UUIDField(null=True)
    village_id = models.UUIDField(null=True)
    cell_id = models.UUIDField(null=True)
    measures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("统计事实")


class Tally(models.Model):
    """A sum for one value of one dimension in one month of receipt (`month` = year × 100 + month)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dimension = models.CharField(max_length=12)
    key = models.CharField(max_length=36)
    month = models.PositiveIntegerField()
    received = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    contacted = models.IntegerField(default=0)
    contacted_in_time = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    not_solved = models.IntegerField(default=0)
    rated = models.IntegerField(default=0)
    said_solved = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("统计汇总")
        constraints = [models.UniqueConstraint(fields=["dimension", "month", "key"], name="tally_once")]


class Turn(models.Model):
    """The one row that a process locks while it changes sums, so that no two add to the same sum at once."""

    name = models.CharField(max_length=12, primary_key=True)

    class Meta:
        verbose_name = _("统计轮次")
