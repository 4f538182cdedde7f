"""Yellow and red marks for units, never for persons: by rules that are data, given by a named person, open to objection."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.flow.handling.supervision.models.supervisions import Supervision
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Colour(models.TextChoices):
    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")


class Ground(models.TextChoices):
    """What a mark may be given for."""

    UNANSWERED = "unanswered", _("督办到期没有回复")
    LATE = "late", _("督办逾期回复")
    SENT_BACK = "sent_back", _("督办回复多次被退回")
    LISTED_LATE = "listed_late", _("挂牌督办到期没有摘牌")
    FALSE_CLOSING = "false_closing", _("虚假办结")
    REPEATED = "repeated", _("黄牌累计")


class MarkStage(models.TextChoices):
    GIVEN = "given", _("已亮牌")
    LIFTED = "lifted", _("已撤销")
    DROPPED = "dropped", _("不予亮牌")


class Mark(models.Model):
    """A decision on what the rules proposed: to give the mark, or (`dropped`) not to.

    `because_of` are the supervisions that it counts, `supervision` the last of them; `opened` the one that it led to.
    A yellow mark that a red one counts names it in `raised_to`. It counts until `ends_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"), db_index=False)
    colour = models.CharField(_("颜色"), max_length=8, choices=Colour.choices)
    ground = models.CharField(_("事由"), max_length=16, choices=Ground.choices)
    source = models.CharField(_("依据"), max_length=200)
    reason = models.TextField(_("理由"))
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="marks")
    because_of = models.ManyToManyField(Supervision, related_name="counted_in")
    opened = models.ForeignKey(Supervision, models.PROTECT, null=True, related_name="+", db_index=False)
    raised_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="counts")
    stage = models.CharField(_("状态"), max_length=8, choices=MarkStage.choices, default=MarkStage.GIVEN)
    given_at = models.DateTimeField(_("时间"))
    given_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    ends_on = models.DateField(_("有效至"))
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("亮牌")
        indexes = [models.Index(fields=["unit", "given_at"], name="mark_unit")]

    def counts_on(self, day: date) -> bool:
        """Tell whether the mark is in force on that day."""
        return self.stage == MarkStage.GIVEN and day <= self.ends_on


class MarkRule(models.Model):
    """From `count` such events within `months` on, a mark of this colour is proposed; nought turns the rule off."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ground = models.CharField(_("事由"), max_length=16, choices=Ground.choices)
    count = models.PositiveSmallIntegerField(_("几次"))
    months = models.PositiveSmallIntegerField(_("几个月内"))
    colour = models.CharField(_("颜色"), max_length=8, choices=Colour.choices)
    valid_months = models.PositiveSmallIntegerField(_("有效几个月"))
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("亮牌规则")
        ordering = ["ground", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "valid_from"], name="mark_rule_from"),
            models.UniqueConstraint(fields=["ground"], condition=Q(valid_from=None), name="mark_rule_always"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} → {self.get_colour_display()}"
