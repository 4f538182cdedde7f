"""Facts about each matter, and the sums kept of them. Both follow the ledger and can be rebuilt from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter


class Measured(models.Model):
    """How often each of `measures.MEASURES` counts: for one matter (a fact) or for many (a tally)."""

    received = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    answer_due = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    contact_due = models.IntegerField(default=0)
    contacted_in_time = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    not_solved = models.IntegerField(default=0)
    rated = models.IntegerField(default=0)
    said_solved = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    reopened = models.IntegerField(default=0)
    late_claimed = models.IntegerField(default=0)
    excluded = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Fact(Measured):
    """What the figures count of one matter. Nothing here says who asked."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="fact")
    month = models.IntegerField(_("收到月份"))
    kind = models.CharField(max_length=32)
    channel_id = models.UUIDField()
    category_id = models.UUIDField(null=True)
    unit_id = models.UUIDField()
    town_id = models.UUIDField(null=True)
    village_id = models.UUIDField(null=True)
    cell_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("统计事实")


class Tally(Measured):
    """A sum for one value of one dimension in one month of receipt (`month` = year × 100 + month).

    `within` is "" for the whole centre, or the town or unit to which the sum is confined.
    """

    pk = models.CompositePrimaryKey("within", "dimension", "month", "key")
    within = models.CharField(max_length=36)
    dimension = models.CharField(max_length=12)
    month = models.IntegerField()
    key = models.CharField(max_length=36)

    class Meta:
        verbose_name = _("统计汇总")


class Turn(models.Model):
    """The one row that a process locks while it changes sums, so that no two add to the same sum at once."""

    name = models.CharField(max_length=12, primary_key=True)

    class Meta:
        verbose_name = _("统计轮次")
