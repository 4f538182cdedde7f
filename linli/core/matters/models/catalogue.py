"""What a matter is about, and by which way it came: trees and lists that each centre keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Category(models.Model):
    """One node of the category tree, of any depth. `path` is the chain of codes from the root, `/`-separated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("代码"), max_length=64, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    path = models.CharField(max_length=400, db_index=True, editable=False)
    external_code = models.CharField(_("外部代码"), max_length=64, blank=True)
    closing_condition = models.CharField(_("结案条件"), max_length=200, blank=True)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("分类")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A way by which matters arrive: the portal, the window, the hotline, grid workers, an import."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=50)

    class Meta:
        verbose_name = _("来源渠道")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
