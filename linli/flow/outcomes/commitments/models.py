"""A promise (承诺): by a day something will be done. Said in public words, watched, and never silently changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class State(models.TextChoices):
    """A promise that is kept may be confirmed by somebody else; one that is broken may be followed by a new one."""

    OPEN = "open", _("还没到期")
    KEPT = "kept", _("做到了")
    CONFIRMED = "confirmed", _("做到了，已确认")
    BROKEN = "broken", _("没有按时做到")
    WITHDRAWN = "withdrawn", _("撤回了")


PROMISED = ~Q(standing="withdrawn")


class Commitment(models.Model):
    """One promise. It never changes its words or its day: whoever needs another day promises anew (`renews`).

    `kept_at` may be later than the promised day: then it was broken, and made good. `in_time`: whether it was kept by the
    end of that day; empty while nobody knows. `for_public`: shown on the public page; else only to the resident.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("承诺单位"))
    words = models.CharField(_("承诺什么"), max_length=200)
    promised_on = models.DateField(_("承诺哪天前做到"))
    for_public = models.BooleanField(_("公开"), default=True)
    standing = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.OPEN)
    in_time = models.BooleanField(_("是否按时"), null=True, blank=True)
    made_at = models.DateTimeField(_("承诺时间"))
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("接着哪一条")
    )
    kept_at = models.DateTimeField(_("做到的时间"), null=True, blank=True)
    kept_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kept_words = models.CharField(_("做了什么"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("承诺")
        indexes = [
            models.Index(fields=["promised_on", "id"], name="commitment_promised"),
            models.Index(fields=["unit", "promised_on", "id"], name="commitment_unit"),
            models.Index(fields=["promised_on", "id"], condition=Q(standing="open"), name="commitment_open"),
            models.Index(
                fields=["promised_on", "id"],
                condition=PROMISED & Q(for_public=True),
                name="commitment_public",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Milestone(models.Model):
    """A step on the way to what was promised, with a day of its own; it starts no clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="milestones")
    words = models.CharField(_("做到哪一步"), max_length=100)
    due_on = models.DateField(_("哪天前"))
    reached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("承诺的步骤")
        ordering = ["due_on", "id"]
