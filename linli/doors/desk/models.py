"""What the desk keeps for those who work at it: lists they saved, and who has which matter open just now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class SavedFilter(models.Model):
    """A list with its filters under a name of one's own. `query` is the address's part after the question mark."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("名称"), max_length=30)
    lane = models.SlugField(max_length=16, db_index=False)
    query = models.CharField(max_length=1_000, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("保存的条件")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """A member of staff had a matter open at `seen_at`. Kept for minutes only, to warn two who work at the same one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("正在查看")
        constraints = [models.UniqueConstraint(fields=["matter", "staff"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]
