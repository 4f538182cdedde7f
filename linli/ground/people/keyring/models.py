"""Keys of staff. The private half lies here under a password that only its holder knows, never otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class StaffKey(models.Model):
    """One key pair of one member of staff; at most one is current.

    `private_wrapped` is `envelopes.wrap_by_phrase` of the private half under the password. A key ends when nobody
    knows that password any more: its private half is then destroyed, and what was sealed to it stays closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="keys", verbose_name=_("工作人员"))
    public = models.BinaryField(max_length=32)
    private_wrapped = models.BinaryField(max_length=200)
    made_at = models.DateTimeField(_("建立时间"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("工作人员密钥")
        constraints = [
            models.UniqueConstraint(
                fields=["staff"], condition=models.Q(ended_at__isnull=True), name="keyring_one_current"
            )
        ]

    @property
    def bound_to(self) -> str:
        """Where the private half belongs: bytes of another row do not open here."""
        return f"keyring.staffkey.private {self.pk} {self.staff_id}"
