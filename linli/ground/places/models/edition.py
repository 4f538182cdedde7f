"""Which edition of the places is in force, so that every process notices when another changed them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One row, key "places". The stamp is new with every change; it is never counted up, because a count that was
    rolled back would come again for something else."""

    key = models.CharField(primary_key=True, max_length=16)
    stamp = models.UUIDField()

    class Meta:
        verbose_name = _("地点版本")
