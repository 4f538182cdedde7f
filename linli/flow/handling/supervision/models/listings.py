"""A listed supervision (挂牌督办): shown to everybody until its issuer has verified the result and strikes it off (摘牌)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.flow.handling.supervision.models.supervisions import Supervision
from linli.ground.people.models import Post, Staff
from linli.lib.identifiers import uuid7


class ListingStage(models.TextChoices):
    LISTED = "listed", _("挂牌中")
    STRUCK_OFF = "struck_off", _("已摘牌")
    WITHDRAWN = "withdrawn", _("督办已撤回")


class Listing(models.Model):
    """The words that everybody reads: written for it, never taken from the matter. `post` is in charge: no person is named.

    `number` is that of the supervision that was listed; when that one is raised, the listing goes with its duty and keeps
    its address. `verified` says how the result was checked, for staff; `result` is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("督办编号"), max_length=14, unique=True, editable=False)
    supervision = models.OneToOneField(Supervision, models.PROTECT, related_name="listing")
    title = models.CharField(_("公开的标题"), max_length=60)
    demand = models.TextField(_("公开的要求"))
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="+", verbose_name=_("包案领导岗位"), db_index=False
    )
    stage = models.CharField(
        _("状态"), max_length=12, choices=ListingStage.choices, default=ListingStage.LISTED
    )
    listed_at = models.DateTimeField(_("挂牌时间"))
    listed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("摘牌时间"), null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    verified = models.TextField(_("怎么核实的"), blank=True)
    result = models.TextField(_("公布的结果"), blank=True)

    class Meta:
        verbose_name = _("挂牌督办")
        indexes = [models.Index(fields=["stage", "-listed_at"], name="listing_shown")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_listed(self) -> bool:
        return self.stage == ListingStage.LISTED


class ListingNote(models.Model):
    """What was done so far, published with the listing."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="notes")
    text = models.TextField(_("进展"))
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("挂牌进展")
        ordering = ["at", "id"]
