"""Drafts of the rule set, and what replaying past matters against them found. Nothing here routes anything."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Category, Severity
from linli.flow.routing.models import Rule
from linli.ground.people.models import Staff, Unit
from linli.ground.places.models import Area
from linli.lib.identifiers import uuid7

RULE = ("place", "severity", "kind", "to", "sentence", "sentence_en")
DUTY = ("category_id", "area_id", "severity", "unit_id", "article")


def rule_fields(row: "Rule | DraftRule") -> dict[str, Any]:
    """Return what a rule says."""
    return {name: getattr(row, name) for name in RULE}


class Draft(models.Model):
    """A named draft: a copy of the rules and a list of changes to the duty list.

    `digest` says what was in force or to come when the draft was made, on the day `based_on`. Once published from
    `in_force_on`, `written` holds what became of each row, so that it can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("名称"), max_length=60)
    reason = models.CharField(_("为什么改"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(_("起草时间"))
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", verbose_name=_("起草人"))
    based_on = models.DateField()
    based_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    dropped_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    in_force_on = models.DateField(_("生效日期"), null=True)
    written = models.JSONField(default=list)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    taken_back_on = models.DateField(_("恢复日期"), null=True)

    class Meta:
        verbose_name = _("规则草稿")
        indexes = [models.Index(fields=["-made_at"], name="laboratory_draft_made")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be edited."""
        return self.published_at is None and self.dropped_at is None


class DraftRule(models.Model):
    """One rule as the draft wants it. `base_id` is the rule in force that it stands for; without one it is
    new. `original`: what that rule said. `is_ended`: it shall no longer hold."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="rules")
    base_id = models.UUIDField(null=True, blank=True)
    original = models.JSONField(default=dict)
    is_ended = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(_("次序"))
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    kind = models.SlugField(_("类型"), max_length=32, blank=True)
    to = models.CharField(_("交给"), max_length=8, choices=Rule.To.choices)
    sentence = models.CharField(_("规则"), max_length=100)
    sentence_en = models.CharField(_("规则（英文）"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("草稿中的规则")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["draft", "base_id"], name="laboratory_rule_once")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_changed(self) -> bool:
        """Tell whether the draft wants something else than the rule said that it stands for."""
        return self.is_ended or rule_fields(self) != self.original


class DraftDuty(models.Model):
    """A line that the draft adds to the duty list, or instead of the line `base_id`, or (`is_ended`) that
    line's end.

    `note`: where it comes from, for whoever reads the draft; it is not published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="duties")
    base_id = models.UUIDField(null=True, blank=True)
    is_ended = models.BooleanField(default=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("分类"))
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地域")
    )
    severity = models.CharField(_("轻重"), max_length=8, choices=Severity.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    article = models.CharField(_("依据"), max_length=200, blank=True)
    note = models.CharField(_("来由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("草稿中的责任清单")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["draft", "base_id"], name="laboratory_duty_once")]

    def __str__(self) -> str:
        return f"{self.category} → {self.unit}"


class Replay(models.Model):
    """Past matters, asked again of the rules in force on `on` and of the draft, for whoever asked.

    `asked` holds the questions of a file, `found` the result (`replaying.result`). A replay that a worker left
    half-done is begun anew after a while.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", _("排队")
        RUNNING = "running", _("正在试算")
        DONE = "done", _("算好了")
        FAILED = "failed", _("没算成")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="replays")
    draft_version = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Staff, models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField()
    on = models.DateField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=120, blank=True)
    asked = models.JSONField(default=dict)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING)
    begun_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("试算")
        indexes = [
            models.Index(fields=["draft", "asked_by", "-asked_at"], name="laboratory_replay_latest"),
            models.Index(fields=["stage", "asked_at"], name="laboratory_replay_waiting"),
        ]


class Moved(models.Model):
    """Past matters that the draft would give to another unit than the rules in force: one row for each pair of units.

    `matters` are their ids, 16 bytes each, in the order in which they were received.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    replay = models.ForeignKey(Replay, models.CASCADE, related_name="moved")
    before = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    after = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    matters = models.BinaryField()

    class Meta:
        verbose_name = _("会变的事项")
