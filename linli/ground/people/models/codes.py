"""One-time codes sent to a resident's phone, and the attempts that throttles count.

Neither holds a telephone number or an address of the network: only keyed digests that find them again by equality.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class CodeChallenge(models.Model):
    """A code was sent to the phone behind `contact_index`; it opens once, until `expires_at`, within few attempts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contact_index = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验证码")
        indexes = [models.Index(fields=["contact_index", "sent_at"], name="people_code_latest")]


class Attempt(models.Model):
    """Somebody tried something that is counted; `key` is a keyed digest of what and who."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("尝试")
        indexes = [models.Index(fields=["key", "at"], name="people_attempt_key")]
