"""A matter that a reviewer took out of the three rates, with the ground, and what the resident said to that."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Exclusion(models.Model):
    """One request. Excluded while `stage` is approved, contested or upheld; the two reviewers are never one person."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("待审")
        REFUSED = "refused", _("没有同意")
        APPROVED = "approved", _("不计入")
        CONTESTED = "contested", _("诉求人有异议")
        UPHELD = "upheld", _("复核后仍不计入")
        LIFTED = "lifted", _("恢复计入")

    EXCLUDED = (Stage.APPROVED, Stage.CONTESTED, Stage.UPHELD)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="exclusions")
    ground = models.SlugField(_("情形"), max_length=32, db_index=False)
    reason = models.TextField(_("理由"), max_length=1000)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.ASKED)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    asked_for = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(_("审定意见"), max_length=500, blank=True)
    contest = models.TextField(_("诉求人的异议"), max_length=1000, blank=True)
    contested_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    settled_at = models.DateTimeField(null=True)
    settlement = models.TextField(_("复核意见"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("不计入三率")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=~Q(stage__in=["refused", "lifted"]),
                name="exclusion_one_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["stage", "asked_at", "id"], name="exclusion_stage")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.matter_id}"
