"""The centre's Merkle log over all entries (RFC 9162 hashing), kept as tiles of 256 hashes, and its signed checkpoints."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models.entries import Entry
from linli.lib.identifiers import uuid7


class SealedEntry(models.Model):
    """The place of an entry in the log."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="sealed")

    class Meta:
        verbose_name = _("入链位置")


class LogTile(models.Model):
    """Up to 256 consecutive hashes of one level: level 0 holds leaves, level n the roots of full tiles below."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        verbose_name = _("日志片")
        constraints = [models.UniqueConstraint(fields=["level", "position"], name="log_tile_place")]


class Checkpoint(models.Model):
    """A signed statement of the log's size and root; `note` is the text that was signed, with its signature."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("签名检查点")
        ordering = ["-size"]
