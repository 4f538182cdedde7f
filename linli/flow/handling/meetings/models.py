"""Meetings about matters: a conference (会商) on a hard one, and the regular work meeting (工作例会)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.flow.handling.joint.models import Task
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class MeetingKind(models.TextChoices):
    """Who is invited to a conference becomes involved in its matters; who comes to a regular meeting does not."""

    CONFERENCE = "conference", _("会商")
    REGULAR = "regular", _("工作例会")


class Progress(models.TextChoices):
    PLANNED = "planned", _("待召开")
    HELD = "held", _("已召开")
    CLOSED = "closed", _("已归档")
    CANCELLED = "cancelled", _("已取消")


class Meeting(models.Model):
    """One meeting. `unit` holds it, `chair` presides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("种类"), max_length=10, choices=MeetingKind.choices)
    title = models.CharField(_("名称"), max_length=120)
    place = models.CharField(_("地点"), max_length=200)
    at = models.DateTimeField(_("时间"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    chair = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("主持人"),
        db_index=False,
    )
    progress = models.CharField(
        _("进展"), max_length=9, choices=Progress.choices, default=Progress.PLANNED, db_index=False
    )
    planned_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(_("取消的理由"), blank=True)

    class Meta:
        verbose_name = _("会议")
        indexes = [models.Index(fields=["at", "id"], name="meeting_at")]

    @property
    def is_conference(self) -> bool:
        return self.kind == MeetingKind.CONFERENCE


class AgendaItem(models.Model):
    """A matter on an agenda. `whys`: why it is there, as codes with numbers (`words.why`); `why`: somebody's own words.

    `told` is what the resident reads of the decision, in words chosen for them; empty: nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agenda_items", verbose_name=_("事项"))
    place = models.PositiveSmallIntegerField(_("顺序"))
    whys = models.JSONField(default=list)
    why = models.CharField(_("为什么上会"), max_length=200, blank=True)
    discussion = models.TextField(_("讨论"), blank=True)
    decision = models.TextField(_("决定"), blank=True)
    told = models.TextField(_("告诉居民的话"), blank=True)
    discussed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("议题")
        constraints = [models.UniqueConstraint(fields=["meeting", "matter"], name="agenda_matter_once")]


class Participant(models.Model):
    """A unit that is invited, and who came for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("参加单位"))
    invited_at = models.DateTimeField()
    attended = models.BooleanField(_("是否到会"), null=True)
    who = models.CharField(_("谁到会"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("参加单位")
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="participant_once")]


class Minutes(models.Model):
    """One version of what was written down. A correction is a new version; none is overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", db_index=False)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("纪要"))
    drafted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("纪要")
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="minutes_version_once")]


class Decision(models.Model):
    """What a unit has to do by decision of a meeting: its task, with the clock of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    task = models.OneToOneField(Task, models.PROTECT, related_name="decision")

    class Meta:
        verbose_name = _("会议任务")


class Awaiting(models.Model):
    """A hard matter that waits for a conference (待会商), until one is planned for it or it needs none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    since = models.DateTimeField(_("从什么时候起"))
    ended_at = models.DateTimeField(null=True)
    ended_why = models.SlugField(max_length=16, blank=True, db_index=False)

    class Meta:
        verbose_name = _("待会商")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at__isnull=True), name="awaiting_once"
            )
        ]
        indexes = [
            models.Index(fields=["since", "id"], condition=Q(ended_at__isnull=True), name="awaiting_since")
        ]
