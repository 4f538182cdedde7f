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
