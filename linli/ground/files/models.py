"""Stored files: kept once by digest on disk, re-encoded, without hidden data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class StoredFile(models.Model):
    """A file by the SHA-256 of its bytes as stored. `kind` is the media type we determined, not what was claimed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("文件")
