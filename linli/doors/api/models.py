"""Programs that may use the API: each an account of its own with posts, so that the ledger names it like anybody else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class ApiClient(models.Model):
    """One program. `permissions` narrows what its posts give; empty = all of it. Only a digest of the token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.OneToOneField(Staff, models.PROTECT, related_name="api_client")
    token_digest = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(default=600)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("接口程序")

    def __str__(self) -> str:
        return self.staff.name
