"""The register of limits: what a centre sets in the place of the procedure's own, by category, kind and severity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Category, Severity
from linli.lib.identifiers import uuid7
from linli.lib.limits import Limit, LimitUnit


class Measure(models.TextChoices):
    CALENDAR_DAY = "calendar_day", _("日")
    WORKING_DAY = "working_day", _("工作日")
    MONTH = "month", _("月")
    HOUR = "hour", _("小时")
    WORKING_HOUR = "working_hour", _("工作时")
    EMERGENCY_HOUR = "emergency_hour", _("紧急工作时")


class LimitRow(models.Model):
    """One limit with the rule that sets it. What is left blank holds for all; the most exact row that is valid wins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.SlugField(_("流程"), max_length=48)
    clock = models.SlugField(_("时限"), max_length=32, db_index=False)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("分类"), related_name="+"
    )
    kind = models.SlugField(_("类型"), max_length=32, blank=True, db_index=False)
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    amount = models.PositiveIntegerField(_("数量"))
    unit = models.CharField(_("计量单位"), max_length=16, choices=Measure.choices)
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理时限")
        ordering = ["procedure", "clock", "valid_from"]

    def __str__(self) -> str:
        return f"{self.procedure} {self.clock} {self.limit}"

    @property
    def limit(self) -> Limit:
        unit: LimitUnit = self.unit  # type: ignore[assignment]
        return Limit(self.amount, unit, self.source)
