"""Whom to ask afterwards whether it is really solved, what they said, and how that fits what the unit said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.flow.outcomes.scoped import ScopedRule
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class Way(models.TextChoices):
    PERSON = "person", _("由人回访")
    MESSAGE = "message", _("先发短信请他评价")


class VisitRule(ScopedRule):
    """How many of such matters are visited. `percent`: of all, drawn by lot. `unrated`: of those that were not rated."""

    percent = models.PositiveSmallIntegerField(_("抽查几成（%）"))
    unrated = models.PositiveSmallIntegerField(_("没有评价的回访几成（%）"))
    way = models.CharField(_("怎么回访"), max_length=8, choices=Way.choices, default=Way.PERSON)

    class Meta:
        verbose_name = _("回访规则")
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100, unrated__lte=100), name="visit_percent")
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"


class State(models.TextChoices):
    WAITING = "waiting", _("待回访")
    DONE = "done", _("回访了")
    NOT_REACHED = "not_reached", _("联系不上")
    NO_CONTACT = "no_contact", _("没有留联系方式")
    NOT_NEEDED = "not_needed", _("自己评价了")
    VOID = "void", _("不用回访了")


class Visit(models.Model):
    """One ending after which the resident is to be asked. `ending`: id of the entry that closed (or answered) the matter.

    `is_sampled`: drawn by lot, so asked at once and whether they rated or not; else from `ready_at` on and only if nobody
    has rated by then. `lot` (0–9999) is what the matter drew. Each attempt is an entry; `attempts` counts them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="visits")
    ending = models.UUIDField(unique=True)
    standing = models.CharField(_("回访"), max_length=11, choices=State.choices, default=State.WAITING)
    is_sampled = models.BooleanField(_("抽中"), default=False)
    lot = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    due_at = models.DateTimeField(_("最迟"))
    invited_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("回访")
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(standing="waiting"), name="visit_waiting"),
            models.Index(fields=["standing", "asked_at", "id"], name="visit_asked"),
        ]


class Ending(models.Model):
    """How one matter ended, as the unit says and as its resident says; kept true by followers, never written by hand.

    `outcome` and `closed_at` are empty while the matter is open. `solved`/`satisfied`: the resident's word on this
    handling; `is_own`: they gave it themselves. `closing`: id of the entry with the unit's reason.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="ending")
    outcome = models.SlugField(_("办理结果"), max_length=16, blank=True, db_index=False)
    closing = models.UUIDField(null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    solved = models.SlugField(max_length=8, blank=True, db_index=False)
    satisfied = models.SlugField(max_length=8, blank=True, db_index=False)
    said_at = models.DateTimeField(null=True)
    is_own = models.BooleanField(default=True)
    is_referred = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("办结情况")
        indexes = [
            models.Index(
                fields=["closed_at", "matter"],
                condition=Q(outcome__in=("partly", "not_solved", "not_ours")),
                name="ending_unsolved",
            ),
            models.Index(
                fields=["closed_at", "matter"],
                condition=Q(outcome="solved", solved="no"),
                name="ending_contradicted",
            ),
            models.Index(fields=["said_at", "matter"], condition=Q(is_referred=True), name="ending_referred"),
        ]
