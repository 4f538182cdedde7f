"""What handling a petition brings: hearings, agreements, what has to be carried out, who withdrew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models.beside import Beside
from linli.capabilities.petitions.models.names import Stage
from linli.ground.people.models import Staff, Unit


class Hearing(Beside):
    """A hearing (articles 31(6), 36). In re-review its time is not counted. `published`: the result may be read by all."""

    round = models.SlugField(max_length=10, choices=Stage.choices, db_index=False)
    until = models.DateTimeField(_("预计结束"))
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(_("听证结果"), max_length=2000, blank=True)
    published = models.BooleanField(_("公开"), default=False)

    class Meta:
        verbose_name = _("听证")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(ended_at__isnull=True), name="hearing_one_open"
            )
        ]


class Settlement(Beside):
    """Mediation or settlement, which both sides agreed to try (article 33). `text` is the agreement; empty if none came."""

    class Way(models.TextChoices):
        MEDIATION = "mediation", _("调解")
        SETTLEMENT = "settlement", _("和解")

    way = models.SlugField(_("方式"), max_length=10, choices=Way.choices, db_index=False)
    consents = models.CharField(_("谁同意了"), max_length=200)
    text = models.TextField(_("协议"), max_length=5000, blank=True)
    reason = models.TextField(_("没有谈成的原因"), max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("调解与和解")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(ended_at__isnull=True), name="settlement_one_open"
            )
        ]


class CarryingOut(Beside):
    """What an opinion, a review or an agreement promised, by a day (article 32). Tracked to the end, also when late."""

    what = models.CharField(_("落实什么"), max_length=300)
    due_on = models.DateField(_("哪天前"))
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任机关"))
    done_at = models.DateTimeField(_("落实时间"), null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    evidence = models.TextField(_("怎么落实的"), max_length=2000, blank=True)
    was_late = models.BooleanField(_("是否逾期"), null=True, blank=True)

    class Meta:
        verbose_name = _("落实")
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(done_at__isnull=True), name="carrying_out_open")
        ]


class Recusal(Beside):
    """A member of staff withdrew because the petition concerns them (article 28); they do not take it up again."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(_("理由"), max_length=500)

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["petition", "staff"], name="petition_recusal_once")]
