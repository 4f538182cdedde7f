"""What staff keep around a matter: who had it (and may therefore read it), who watches it, what they were typing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models.matter import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Involvement(models.Model):
    """A unit that has, or had, the matter; it keeps the right to read it.

    `received_at` repeats the matter's, so that a unit's past matters are listed in order at any depth.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="involvements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("参与单位")
        constraints = [models.UniqueConstraint(fields=["unit", "matter"], name="involvement_once")]
        indexes = [models.Index(fields=["unit", "received_at", "matter"], name="involvement_received")]


class Watch(models.Model):
    """A member of staff wants to be reminded of a matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="watches")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="watches")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("关注")
        constraints = [models.UniqueConstraint(fields=["staff", "matter"], name="watch_once")]


class Draft(models.Model):
    """What somebody was typing for a step; survives a closed window, deleted by the step itself or by its writer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="drafts")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="drafts")
    step = models.SlugField(max_length=32, db_index=False)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("草稿")
        constraints = [models.UniqueConstraint(fields=["staff", "matter", "step"], name="draft_once")]
