"""The memory of what was taken in: one row a submission, with the receipt as it was given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.lib.identifiers import uuid7


class Intake(models.Model):
    """A submission by its key. The same key with the same content gets the same receipt, however often it comes.

    Of a sealed matter neither the key nor the receipt can be read here: see `memory`.
    """

    key = models.CharField(max_length=80, primary_key=True)
    digest = models.CharField(max_length=64)
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="intake")
    is_sealed = models.BooleanField(default=False)
    receipt_sealed = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("登记")


class Conflict(models.Model):
    """The same key came with other content: kept, sealed, for a clerk to look at beside the first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="conflicts")
    digest = models.CharField(max_length=64)
    submission_sealed = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("冲突的提交")
        constraints = [models.UniqueConstraint(fields=["intake", "digest"], name="intake_conflict_once")]
