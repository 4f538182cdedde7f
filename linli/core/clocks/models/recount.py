"""Up to which state of a calendar the running clocks are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Recount(models.Model):
    """After a calendar has changed its mark differs from this one, and its clocks are counted again."""

    calendar = models.CharField(primary_key=True, max_length=32)
    version = models.CharField(max_length=200)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("重新计算")
