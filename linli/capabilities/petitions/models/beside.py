"""What every row of one petition begins with."""

from django.db import models

from linli.capabilities.petitions.models.petition import Petition
from linli.lib.identifiers import uuid7


class Beside(models.Model):
    """A row of one petition, with when it began."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="%(class)ss")
    began_at = models.DateTimeField()

    class Meta:
        abstract = True
