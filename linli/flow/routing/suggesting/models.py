"""What was learned, each time anew, with how well it did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Lesson(models.Model):
    """One learning: from how many closed matters, for which categories, how well it did on those it had not seen.

    `categories` is a list of {"id", "code", "name", "matters", "f1"}. `content` holds arrays of numbers: which pairs of
    characters speak for which category. No text of a matter is in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(_("版本"), unique=True)
    learned_at = models.DateTimeField(_("学习时间"))
    matters = models.PositiveIntegerField(_("学了多少件"))
    macro_f1 = models.FloatField(_("自测得分"))
    categories = models.JSONField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("分类建议的学习结果")

    def __str__(self) -> str:
        return str(self.version)
