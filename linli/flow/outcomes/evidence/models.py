"""What must be shown before a matter may close, which matters somebody else has to verify, and each verification."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.flow.outcomes.scoped import ScopedRule
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Need(models.TextChoices):
    PHOTO_AFTER = "photo_after", _("办后照片")
    CONTACT_MADE = "contact_made", _("联系过诉求人")
    DOCUMENT = "document", _("文件")
    ON_SITE_CHECK = "on_site_check", _("现场核查")
    RESIDENT_CONFIRMS = "resident_confirms", _("诉求人确认")


class Stage(models.TextChoices):
    REPLY = "reply", _("答复前")
    CLOSE = "close", _("办结前")


class ClosingCondition(ScopedRule):
    """One thing that is asked for. For each need the most exact row wins; `is_asked` no: not asked for here after all."""

    needs = models.CharField(_("要什么"), max_length=20, choices=Need.choices)
    before = models.CharField(_("什么时候要"), max_length=8, choices=Stage.choices, default=Stage.CLOSE)
    words = models.CharField(_("具体要求"), max_length=120, blank=True)
    is_asked = models.BooleanField(_("要"), default=True)

    class Meta:
        verbose_name = _("结案条件")

    def __str__(self) -> str:
        return self.words or str(self.get_needs_display())


class VerificationRule(ScopedRule):
    """Which share of such matters somebody other than the handler verifies, in percent, drawn by lot."""

    percent = models.PositiveSmallIntegerField(_("核查几成（%）"))

    class Meta:
        verbose_name = _("核查规则")
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="verification_percent")]

    def __str__(self) -> str:
        return f"{self.percent}%"


class Result(models.TextChoices):
    PENDING = "pending", _("待核查")
    PASSED = "passed", _("核查通过")
    FAILED = "failed", _("核查没通过")
    VOID = "void", _("不用核查了")


class Verification(models.Model):
    """One answer that has to be verified; `reply` is the id of its entry. `lot` (0–9999) is what it drew.

    `why`: on_site, sampled or again (a verification failed before). VOID: the matter went another way meanwhile.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="verifications")
    reply = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    why = models.SlugField(max_length=8, db_index=False)
    lot = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices, default=Result.PENDING)
    how = models.SlugField(max_length=12, blank=True, db_index=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("核查")
        indexes = [
            models.Index(
                fields=["asked_at", "id"], condition=Q(result="pending"), name="verification_pending"
            ),
            models.Index(fields=["asked_at", "id"], name="verification_asked"),
        ]
