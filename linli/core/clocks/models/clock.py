"""A running or finished limit of a matter, and what has been fired for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7
from linli.lib.limits import Limit, LimitUnit


class Level(models.TextChoices):
    """The matter's limit is reset by no transfer; the unit's starts when the unit receives the matter.

    A task's clock runs beside the matter, for an obligation of its own (`task_id`): it never moves the matter's due time.
    """

    MATTER = "matter", _("事项时限")
    UNIT = "unit", _("单位时限")
    TASK = "task", _("任务时限")


class Clock(models.Model):
    """One limit that runs. Everything but `acts` follows from it by `evaluate` and is stored to be searched.

    `acts` are the approved deeds in order: {"kind": agree | pause | resume | extend | stop, "at": ISO time, …}. A paused clock's
    `due_at` holds if it goes on at `paused_until`. `next_at` is the next moment at which something must be fired, empty
    when nothing is left. `round` and `rebased_at` change whenever `due_at` moves: the warnings before the new end are
    new ones. A stopped clock keeps its `due_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clocks")
    name = models.SlugField(_("时限"), max_length=32, db_index=False)
    level = models.CharField(max_length=6, choices=Level.choices, default=Level.MATTER)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"), db_index=False
    )
    task_id = models.UUIDField(null=True, blank=True)
    amount = models.PositiveIntegerField(_("数量"))
    measure = models.CharField(_("计量单位"), max_length=16)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    warns = models.JSONField(default=list)
    calendar = models.CharField(_("日历"), max_length=32)
    acts = models.JSONField(default=list)

    started_at = models.DateTimeField(_("开始"))
    due_at = models.DateTimeField(_("到期"))
    provisional = models.BooleanField(_("暂定"), default=False)
    paused_at = models.DateTimeField(_("暂停"), null=True, blank=True)
    paused_until = models.DateTimeField(_("暂停至"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("停止"), null=True, blank=True)
    was_late = models.BooleanField(_("是否逾期"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    rebased_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("时限")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "name"],
                condition=Q(stopped_at__isnull=True, level="matter"),
                name="clock_of_matter_runs_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "name", "unit"],
                condition=Q(stopped_at__isnull=True, level="unit"),
                name="clock_of_unit_runs_once",
            ),
            models.UniqueConstraint(
                fields=["task_id", "name"],
                condition=Q(stopped_at__isnull=True, level="task"),
                name="clock_of_task_runs_once",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="clock_next"),
            models.Index(fields=["task_id"], condition=Q(task_id__isnull=False), name="clock_task"),
            models.Index(
                fields=["calendar", "id"], condition=Q(stopped_at__isnull=True), name="clock_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at}"

    @property
    def limit(self) -> Limit:
        measure: LimitUnit = self.measure  # type: ignore[assignment]
        return Limit(self.amount, measure, self.source)

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None


class Firing(models.Model):
    """A step of a clock that was fired: a warning, the breach, the end of a pause. Whoever inserts the row fires it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="firings")
    round = models.PositiveSmallIntegerField()
    step = models.SlugField(max_length=16, db_index=False)
    fired_at = models.DateTimeField()

    class Meta:
        verbose_name = _("时限提醒")
        constraints = [models.UniqueConstraint(fields=["clock", "round", "step"], name="firing_once")]
