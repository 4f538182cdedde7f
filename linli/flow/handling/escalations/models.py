"""The ladder: when a clock has run so far, who is called, and when the matter goes up a level by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Severity
from linli.lib.identifiers import uuid7


class Act(models.TextChoices):
    """What is done. Where nobody handles the matter, whoever may take it up is called in the handler's place."""

    HANDLER = "handler", _("提醒经办人")
    HEAD = "head", _("提醒单位负责人")
    DUTY = "duty", _("提醒县中心值班岗")
    LEADER = "leader", _("提醒县中心负责人")
    UP = "up", _("自动上报一级")


class Rung(models.Model):
    """One line of the ladder. `clock` "" = every clock of matters and units; `moment`: warned (at any of the clock's
    shares), warned-80 (at that one), breached. What is left blank holds for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.SlugField(_("时限"), max_length=32, blank=True, db_index=False)
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    moment = models.SlugField(_("到哪一步"), max_length=16, db_index=False)
    act = models.CharField(_("做什么"), max_length=8, choices=Act.choices)
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("超时升级规则")
        ordering = ["clock", "moment", "act"]

    def __str__(self) -> str:
        return f"{self.clock or '*'} {self.moment} {self.act}"
