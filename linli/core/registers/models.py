"""The centre's own wording: what residents read that no procedure and no law prescribes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class TextLanguage(models.TextChoices):
    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Text(models.Model):
    """One text in one language. `key` says where it stands, e.g. `portal.welcome`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(_("位置"), max_length=64)
    language = models.CharField(
        _("语言"), max_length=8, choices=TextLanguage.choices, default=TextLanguage.CHINESE
    )
    text = models.TextField(_("文字"), max_length=4000)

    class Meta:
        verbose_name = _("文字")
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="registers_text_once")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"


class Provision(models.Model):
    """A number that the centre sets in the place of a shipped one (`provisions`); the row that began last holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("规定"), max_length=48)
    value = models.PositiveIntegerField(_("数值"))
    source = models.CharField(_("依据"), max_length=200)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理规定")
        ordering = ["name", "valid_from"]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
