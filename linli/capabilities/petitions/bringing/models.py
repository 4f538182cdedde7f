"""The other lawful ways: where a matter belongs that is none for petitions, and what to bring there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models import Path
from linli.lib.identifiers import uuid7


class Way(models.Model):
    """One place to which people are shown (article 31). A row with the code of a shipped way stands in its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("叫什么"), max_length=60)
    path = models.SlugField(_("途径"), max_length=16, choices=Path.choices, db_index=False)
    applies = models.CharField(_("什么事归这里"), max_length=300)
    place = models.CharField(_("去哪里"), max_length=100, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    hours = models.CharField(_("什么时候开门"), max_length=100, blank=True)
    bring = models.CharField(_("带什么"), max_length=300, blank=True)
    article = models.CharField(_("依据"), max_length=200, blank=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("法定途径")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
