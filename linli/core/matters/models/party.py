"""Who is concerned in one matter. A party belongs to that matter alone: no key joins people across matters.

Name, telephone and address are sealed at rest. The blind index of a telephone serves one purpose: its holder,
after showing a code sent to it, finds their own matters.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models.matter import Matter
from linli.ground.people.models import Staff
from linli.lib.identifiers import uuid7


class IdentityLevel(models.TextChoices):
    """How much the resident chose to tell; the law asks for more only where a formal reply needs it."""

    ANONYMOUS = "anonymous", _("匿名")
    REACHABLE = "reachable", _("可联系")
    VERIFIED = "verified", _("已核实")


class PartyRole(models.TextChoices):
    REQUESTER = "requester", _("诉求人")
    HELPER = "helper", _("代办人")
    REPRESENTATIVE = "representative", _("代表")


class Party(models.Model):
    """A person as this matter knows them. That who they are was confirmed is kept (when, by whom, how), never a document.

    People open the sealed columns by `flow.handling.contacts.open_contact` alone, the system the telephone for a message by
    `flow.handling.reaching`. Those of a sealed matter are empty: its people are among its sealed texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole.choices, default=PartyRole.REQUESTER)
    identity = models.CharField(
        _("身份"), max_length=12, choices=IdentityLevel.choices, default=IdentityLevel.ANONYMOUS
    )
    name_sealed = models.BinaryField(default=b"", blank=True)
    phone_sealed = models.BinaryField(default=b"", blank=True)
    address_sealed = models.BinaryField(default=b"", blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_how = models.SlugField(max_length=16, blank=True, db_index=False)
    contact_index = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("当事人")
