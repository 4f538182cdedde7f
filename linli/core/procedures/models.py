"""Every version of a procedure that was ever in force; a matter keeps the one it began with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class PublishedProcedure(models.Model):
    """The text of one version as it stood when it came into force. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.SlugField(max_length=48)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("程序版本")
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="procedure_version_once")]
