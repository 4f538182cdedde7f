"""Tasks beside a matter: what a unit that does not have it is asked to do for it, and what came of that.

The unit that has the matter leads. A task never changes the matter: not its state, its unit or its clocks.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class TaskKind(models.TextChoices):
    """How the unit came to be asked: by the lead, by a town's whistle, by a meeting. Also the name of the task's clock."""

    ASSIST = "assist", _("协办")
    WHISTLE = "whistle", _("到场报到")
    DECISION = "decision", _("会议决定")


class Stage(models.TextChoices):
    ASKED = "asked", _("待领受")
    TAKEN_UP = "taken_up", _("正在办")
    REFUSED = "refused", _("有异议，等中心裁定")
    ANSWERED = "answered", _("已回意见")
    ACCEPTED = "accepted", _("已采纳")
    MISSED = "missed", _("没有到场")
    WITHDRAWN = "withdrawn", _("已撤销")
    LAPSED = "lapsed", _("随事项结束")


OPEN_STAGES = (Stage.ASKED, Stage.TAKEN_UP, Stage.REFUSED)
OPEN = Q(stage__in=OPEN_STAGES)


class Call(models.Model):
    """A whistle (吹哨): a town calls departments to the spot of a matter. `at` is when they are to be there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="calls", verbose_name=_("事项"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("吹哨单位"), db_index=False
    )
    place = models.CharField(_("到哪里"), max_length=200)
    at = models.DateTimeField(_("什么时候到"))
    purpose = models.TextField(_("要解决什么"))
    called_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    called_at = models.DateTimeField(_("吹哨时间"))

    class Meta:
        verbose_name = _("吹哨")
        indexes = [models.Index(fields=["called_at", "id"], name="call_in_time")]


class Task(models.Model):
    """One unit's part in a matter. While it is open (`OPEN_STAGES`) a clock named after its kind runs for it.

    `before_reply`: the lead's reply waits for it, and it ends when the matter is closed; else it outlasts both, as what a
    meeting decided for later does, and ends only with a matter that is withdrawn. `ruling` is what the centre decided
    about a refusal that it did not accept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks", verbose_name=_("事项"))
    kind = models.CharField(_("种类"), max_length=8, choices=TaskKind.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("协办单位"), db_index=False
    )
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="tasks")
    stage = models.CharField(_("进展"), max_length=9, choices=Stage.choices, default=Stage.ASKED)
    before_reply = models.BooleanField(_("答复前要办好"), default=True)

    asked = models.TextField(_("请做什么"))
    asked_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("交办单位"), db_index=False
    )
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(_("交办时间"))
    taken_up_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_up_at = models.DateTimeField(_("领受时间"), null=True)
    answer = models.TextField(_("意见"), blank=True)
    dissent = models.TextField(_("不同意的理由"), blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(_("回意见时间"), null=True)
    sent_back_at = models.DateTimeField(_("退回重做时间"), null=True)
    sent_back_reason = models.TextField(_("退回重做的理由"), blank=True)
    refused_at = models.DateTimeField(_("提出异议时间"), null=True)
    refused_reason = models.TextField(_("异议理由"), blank=True)
    refused_article = models.CharField(_("依据"), max_length=200, blank=True)
    ruling = models.TextField(_("裁定"), blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    ended_reason = models.TextField(_("结束的理由"), blank=True)

    class Meta:
        verbose_name = _("协办任务")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "unit", "kind"],
                condition=OPEN & Q(kind__in=(TaskKind.ASSIST, TaskKind.WHISTLE)),
                name="task_of_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=TaskKind.WHISTLE) ^ Q(call__isnull=True), name="task_whistle_has_call"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], condition=OPEN, name="task_unit_open"),
            models.Index(fields=["asked_unit", "id"], condition=OPEN, name="task_asked_open"),
            models.Index(fields=["unit", "asked_at"], name="task_unit_asked"),
        ]

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    @property
    def dissents(self) -> bool:
        return bool(self.dissent)


class Attendance(models.Model):
    """A called department came; afterwards the town rates how it helped, and the department may answer that.

    `effective`: 3 it was settled, 2 in part, 1 not; a department that did not come has a row without `arrived_at`.
    """

    task = models.OneToOneField(Task, models.PROTECT, primary_key=True, related_name="attendance")
    arrived_at = models.DateTimeField(_("到场时间"), null=True)
    who = models.CharField(_("谁到场"), max_length=100, blank=True)
    confirmed_by_town = models.BooleanField(_("由乡镇确认"), default=False)
    on_time = models.BooleanField(_("是否按时"), null=True)
    effective = models.PositiveSmallIntegerField(_("解决得怎么样"), null=True)
    words = models.TextField(_("评语"), blank=True)
    rated_at = models.DateTimeField(_("评价时间"), null=True)
    response = models.TextField(_("部门的说明"), blank=True)
    responded_at = models.DateTimeField(_("说明时间"), null=True)

    class Meta:
        verbose_name = _("到场和评价")
        constraints = [
            models.CheckConstraint(
                condition=Q(effective__isnull=True) | Q(effective__in=(1, 2, 3)), name="attendance_effective"
            )
        ]
