"""What somebody asked about their own data beside one matter, and what was decided (PIPL arts 44-50)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class Right(models.TextChoices):
    """Copy, explanation and a portable copy are given at once; the others are decided by a clerk, with a clock."""

    COPY = "copy", _("要一份复制件")
    PORTABLE = "portable", _("要一份能转到别处的数据")
    EXPLAIN = "explain", _("说明为什么这样处理")
    CORRECT = "correct", _("更正")
    ERASE = "erase", _("删除")


class RightsRequest(models.Model):
    """One request. `asked_by`: the clerk who wrote it down for somebody at the window; empty when asked on the portal.

    `wrong`, `right`: of a correction, what is wrong and how it should be. `shown`: how it was made sure who asks (the fact,
    never a document). `erase_at`: from when what was granted is erased; `erased_at`: when it was.
    """

    class Who(models.TextChoices):
        SELF = "self", _("本人")
        AGENT = "agent", _("受委托的人")
        GUARDIAN = "guardian", _("监护人")
        HEIR = "heir", _("去世诉求人的近亲属")

    class Stage(models.TextChoices):
        ASKED = "asked", _("待答复")
        GRANTED = "granted", _("已同意")
        REFUSED = "refused", _("没有同意")
        DONE = "done", _("已办")
        WITHDRAWN = "withdrawn", _("申请人撤回")

    AT_ONCE = (Right.COPY, Right.PORTABLE, Right.EXPLAIN)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="rights_requests")
    right = models.CharField(_("申请什么"), max_length=8, choices=Right.choices, db_index=False)
    who = models.CharField(_("谁申请"), max_length=8, choices=Who.choices, default=Who.SELF, db_index=False)
    wrong = models.TextField(_("哪里不对"), max_length=1000, blank=True)
    said = models.TextField(_("申请人的话"), max_length=1000, blank=True)
    shown = models.CharField(_("怎样核实的身份"), max_length=200, blank=True)
    at_once = models.BooleanField(_("同意以后马上删除"), default=False)
    stage = models.CharField(_("状态"), max_length=9, choices=Stage.choices, default=Stage.ASKED)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(_("答复期限"), null=True)
    ground = models.SlugField(_("不同意的情形"), max_length=32, blank=True, db_index=False)
    reason = models.TextField(_("答复"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("答复时间"), null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    erase_at = models.DateTimeField(_("哪天删除"), null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("个人信息申请")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "right"], condition=Q(stage="asked"), name="rights_request_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(stage="asked"), name="rights_waiting"),
            models.Index(
                fields=["erase_at", "id"], condition=Q(stage="granted", right="erase"), name="rights_to_erase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_right_display()} {self.matter_id}"
