"""What was erased, so that no backup brings it back; what may not be erased yet; and what each run of the erasing found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class Erasure(models.Model):
    """The tombstone of what was erased of one matter: `what` is a class of keeping, or ALL. It says nothing of anybody.

    `entry` is the digest of the ledger's entry about it. A matter of an older backup is erased again by it.
    """

    ALL = "all"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="erasures")
    what = models.SlugField(_("删除了什么"), max_length=32, db_index=False)
    why = models.SlugField(_("为什么"), max_length=16, db_index=False)
    at = models.DateTimeField(_("时间"))
    entry = models.BinaryField()

    class Meta:
        verbose_name = _("删除记录")
        constraints = [models.UniqueConstraint(fields=["matter", "what"], name="erasure_once")]
        indexes = [models.Index(fields=["at", "id"], name="erasure_at")]


class Hold(models.Model):
    """A matter whose data may not be erased for now: a court, an audit or a review needs it. Ends by itself on `until`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="holds")
    reason = models.CharField(_("理由"), max_length=200)
    until = models.DateField(_("到哪一天"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("暂缓删除")
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at__isnull=True), name="hold_once_at_a_time"
            )
        ]


class RetentionRun(models.Model):
    """One run of the erasing of what is old enough: by class how many, and what failed with the kind of its error.

    `found` is {"classes": {class: {"erased": int, "held": int, "failed": int}}, "failed": [{"matter", "what", "error"}]}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    began_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True)
    found = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("到期删除")
        ordering = ["-began_at"]
