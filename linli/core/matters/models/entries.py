"""The ledger: everything that happened, one row each, never changed. Only `ledger.record` makes one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Entry(models.Model):
    """One act. `subject` is the matter (or the register row) it is about; entries of one subject form a chain by `previous`.

    `digest` commits to every column and, through `commitment` = SHA-256(salt ‖ body), to what was said; erasing `body`
    and `salt` (PIPL art. 47) leaves the chain and the log whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.UUIDField(editable=False)
    seq = models.PositiveIntegerField(editable=False)
    verb = models.CharField(_("事由"), max_length=48, editable=False)
    step = models.SlugField(max_length=32, blank=True, editable=False, db_index=False)
    actor_kind = models.CharField(max_length=8, editable=False)
    actor_id = models.UUIDField(null=True, editable=False)
    unit_id = models.UUIDField(null=True, editable=False)
    happened_at = models.DateTimeField(_("发生时间"), editable=False)
    recorded_at = models.DateTimeField(_("记录时间"), editable=False)
    body = models.JSONField(default=dict, editable=False)
    salt = models.BinaryField(editable=False)
    commitment = models.BinaryField(editable=False)
    previous = models.BinaryField(default=b"", editable=False)
    digest = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("记录")
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="entry_seq_once")]
        indexes = [models.Index(fields=["verb", "recorded_at"], name="entry_verb")]


class Delivery(models.Model):
    """An entry that a follower has still to act on. Deleted when done; a failing one waits longer each time, and alarms."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    follower = models.CharField(max_length=80)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("待投递")
        constraints = [models.UniqueConstraint(fields=["entry", "follower"], name="delivery_once")]
        indexes = [models.Index(fields=["next_at", "id"], name="delivery_due")]
