"""A supervision (督办): a question about one matter that a unit must answer in writing, until its issuer is satisfied."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Attachment, Matter
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Trigger(models.TextChoices):
    """Why a matter is supervised (the first four after 潍坊市12345条例, art. 26)."""

    REFUSED = "refused", _("拒不接办或推诿")
    OVERDUE = "overdue", _("逾期未办")
    NOT_SOLVED = "not_solved", _("没有办好")
    BAD_EFFECT = "bad_effect", _("影响不好")
    LEADER = "leader", _("领导交办")
    MEETING = "meeting", _("会议决定")
    REPEATED = "repeated", _("反复发生")
    ESCALATED = "escalated", _("上一级督办没有落实")
    MARKED = "marked", _("亮牌后督办")


class Level(models.TextChoices):
    """In whose name it is issued, from below to above."""

    CENTRE = "centre", _("中心督办")
    LEADER = "leader", _("领导督办")
    UPPER = "upper", _("上级督办")


class Stage(models.TextChoices):
    ISSUED = "issued", _("待回复")
    ANSWERED = "answered", _("已回复，待核")
    SENT_BACK = "sent_back", _("退回重报")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")
    ESCALATED = "escalated", _("已升级")


class Finding(models.TextChoices):
    """What the issuer found when it was closed."""

    DONE = "done", _("办到位了")
    PARTLY = "partly", _("部分办到，其余已有安排")
    FALSE_CLOSING = "false_closing", _("发现虚假办结，已纠正")


AWAITING = (Stage.ISSUED, Stage.SENT_BACK)
OPEN = (*AWAITING, Stage.ANSWERED)


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    """Supervisions, seen by whoever may see their matter."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(of_matters_seen(actor))


class Supervision(models.Model):
    """`issuer_unit` asks, `addressee` answers. `parent`: the one that it was raised from, whose duty it carries on.

    `issuer` is None where the clock raised it. `breached_at`: no answer had come when its clock ran out. `was_late` is
    about the first answer. `answered_at` and `ended_at` hold the latest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("督办编号"), max_length=14, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="supervisions", db_index=False)
    trigger = models.CharField(_("督办事由"), max_length=12, choices=Trigger.choices)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices, default=Level.CENTRE)
    question = models.TextField(_("问题"))
    demand = models.TextField(_("要求"))
    addressee = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("承办单位"), db_index=False
    )
    issuer_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("督办单位"), db_index=False
    )
    issuer = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    parent = models.OneToOneField("self", models.PROTECT, null=True, related_name="raised_to")
    stage = models.CharField(_("状态"), max_length=12, choices=Stage.choices, default=Stage.ISSUED)

    issued_at = models.DateTimeField(_("发出时间"))
    first_answered_at = models.DateTimeField(_("首次回复时间"), null=True)
    answered_at = models.DateTimeField(_("回复时间"), null=True)
    was_late = models.BooleanField(_("是否逾期"), null=True)
    breached_at = models.DateTimeField(null=True)
    times_sent_back = models.PositiveSmallIntegerField(_("退回次数"), default=0)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_note = models.TextField(blank=True)
    finding = models.CharField(_("核查结果"), max_length=16, choices=Finding.choices, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("督办")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "addressee", "level"],
                condition=Q(stage__in=OPEN),
                name="supervision_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="supervision_matter"),
            models.Index(fields=["issued_at", "id"], name="supervision_issued"),
            models.Index(fields=["addressee", "issued_at"], name="supervision_addressee"),
            models.Index(
                fields=["issuer_unit", "id"], condition=Q(stage__in=OPEN), name="supervision_open_ours"
            ),
            models.Index(
                fields=["addressee", "id"], condition=Q(stage__in=OPEN), name="supervision_open_theirs"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def awaits_answer(self) -> bool:
        return self.stage in AWAITING


class Answer(models.Model):
    """What the addressee wrote; one that does not answer is sent back with the reason and stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="answers")
    done = models.TextField(_("做了什么"))
    result = models.TextField(_("结果怎样"))
    measures = models.TextField(_("今后的措施"))
    attachments = models.ManyToManyField(Attachment, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    was_late = models.BooleanField()
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_back_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("督办回复")
        ordering = ["at", "id"]
