"""A wish for more time on a clock: asked with a reason, decided by another, told to the resident."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.clocks.models import Clock
from linli.core.clocks.models.limits import Measure
from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class TimeRequest(models.Model):
    """One request; it lapses with its clock.

    An extension has `amount` of `measure`, a pause its `ground` and `until`; `words` are for the resident.
    """

    class Kind(models.TextChoices):
        EXTEND = "extend", _("延期")
        PAUSE = "pause", _("中止计时")

    class Stage(models.TextChoices):
        ASKED = "asked", _("待批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("没有批准")
        WITHDRAWN = "withdrawn", _("已撤回")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="time_requests")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(_("申请什么"), max_length=6, choices=Kind.choices)
    amount = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=16, choices=Measure.choices, blank=True)
    ground = models.SlugField(_("情形"), max_length=32, blank=True, db_index=False)
    until = models.DateTimeField(_("预计恢复"), null=True, blank=True)
    reason = models.TextField(_("理由"), max_length=1000)
    words = models.TextField(_("告诉居民的话"), max_length=500)
    source = models.CharField(_("依据"), max_length=200)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.ASKED)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    asked_for = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(_("批示"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("延期或中止申请")
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(stage="asked"), name="time_request_one_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(stage="asked"), name="time_request_waiting"),
            models.Index(fields=["asked_at", "id"], name="time_request_all"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.matter_id}"

    @property
    def waits(self) -> bool:
        """Tell whether there is still something to decide: once its clock has stopped there is not."""
        return self.stage == self.Stage.ASKED and self.clock.is_running

    @property
    def stage_words(self) -> str:
        lapsed = self.stage == self.Stage.ASKED and not self.clock.is_running
        return gettext("已失效：时限已经停止") if lapsed else self.get_stage_display()
