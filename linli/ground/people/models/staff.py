"""Staff accounts. Residents have none: they hold a receipt, or show a code sent to their phone."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Staff(AbstractUser):
    """A person who works for a unit. What they may do comes from their posts alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(_("工作电话"), max_length=32, blank=True)
    absent_until = models.DateField(_("不在岗至"), null=True, blank=True)

    class Meta:
        verbose_name = _("工作人员")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username
