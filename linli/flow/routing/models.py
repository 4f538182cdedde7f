"""The duty list (责任清单): which unit answers for which category, where, and from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Category, Severity
from linli.ground.people.models import Unit
from linli.ground.places.models import Area
from linli.lib.identifiers import uuid7


class Duty(models.Model):
    """One line of the list. Without an area it holds everywhere; `article` is the ground that a unit may not deny."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("分类"))
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地域")
    )
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    article = models.CharField(_("依据"), max_length=200, blank=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("责任清单")
        indexes = [models.Index(fields=["category", "area"], name="duty_lookup")]

    def __str__(self) -> str:
        return f"{self.category} → {self.unit}"


class Rule(models.Model):
    """A sentence of routing, tried in the order of `place`: matters of this severity and kind go to this level.

    `to`: the unit of the village, the town or the centre where the matter is, or the unit on the duty list. On one day
    one rule stands at each place; before and after it others may (`registers.alone_at_its_place`).
    """

    class To(models.TextChoices):
        DUTY = "duty", _("责任清单上的单位")
        VILLAGE = "village", _("所在村社区")
        TOWN = "town", _("所在乡镇街道")
        CENTRE = "centre", _("县中心值班岗")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.PositiveSmallIntegerField(_("次序"))
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    kind = models.SlugField(_("类型"), max_length=32, blank=True)
    to = models.CharField(_("交给"), max_length=8, choices=To.choices)
    sentence = models.CharField(_("规则"), max_length=100)
    sentence_en = models.CharField(_("规则（英文）"), max_length=160, blank=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("分派规则")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="rule_place_from"),
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(valid_from=None), name="rule_place_always"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
