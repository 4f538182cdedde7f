"""The rounds of a petition: objected to, shown another way, reviewed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models.beside import Beside
from linli.capabilities.petitions.models.names import Path
from linli.ground.people.models import Staff, Unit


class Objection(Beside):
    """A unit says that a petition passed to it is not its business (article 23). `agreed` empty: not answered yet."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出异议的机关"))
    reason = models.TextField(_("异议理由"), max_length=2000)
    article = models.CharField(_("依据"), max_length=200, blank=True)
    agreed = models.BooleanField(_("是否同意"), null=True, blank=True)
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("异议")
        constraints = [
            models.UniqueConstraint(
                fields=["petition"], condition=Q(agreed__isnull=True), name="objection_one_open"
            )
        ]


class Referral(Beside):
    """A petition that has another lawful way: which, where to go and what to bring, and what came of it."""

    class Result(models.TextChoices):
        TAKEN = "taken", _("对方已经收下")
        TOLD = "told", _("诉求人说知道了，自己去办")
        UNREACHED = "unreached", _("联系不上诉求人")

    path = models.SlugField(_("途径"), max_length=16, choices=Path.choices, db_index=False)
    where = models.TextField(_("去哪里、带什么"), max_length=1000)
    reason = models.TextField(_("理由"), max_length=2000)
    result = models.SlugField(_("结果"), max_length=10, choices=Result.choices, blank=True, db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("告知途径")


class Review(Beside):
    """One review of an opinion by the next higher organ (articles 35, 36). `result` empty: not decided yet."""

    class Round(models.TextChoices):
        REVIEW = "review", _("复查")
        RE_REVIEW = "re_review", _("复核")

    class Result(models.TextChoices):
        UPHOLD = "uphold", _("维持")
        CHANGE = "change", _("变更")
        REVOKE = "revoke", _("撤销，重新办理")

    round = models.SlugField(max_length=10, choices=Round.choices, db_index=False)
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("复查复核机关"))
    asked = models.TextField(_("申请理由"), max_length=5000)
    result = models.SlugField(_("结果"), max_length=8, choices=Result.choices, blank=True, db_index=False)
    text = models.TextField(_("意见"), max_length=5000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("复查复核")
        constraints = [
            models.UniqueConstraint(fields=["petition"], condition=Q(result=""), name="review_one_open")
        ]
