"""What a petition has beside its matter: its class and form, and where it stands in the rounds of the regulation.

No row says anything about a person beyond this one petition.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models.names import Adoption, Conclusion, Form, Klass, Path, Stage
from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit


class Petition(models.Model):
    """One petition. `organ` handles it and answers in the first round.

    `told_at`: when the petitioner was told in writing that it is, or is not, accepted (article 23). `opinion_at`: when the
    opinion, or the answer to a suggestion, was given. `delivered_at`: when it reached them; the time to ask for review
    counts from then, or from `opinion_at` while nobody knows. Of an accusation the sealed ledger tells these, not the row.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="petition")
    klass = models.SlugField(_("类别"), max_length=12, choices=Klass.choices, db_index=False)
    form = models.SlugField(_("形式"), max_length=8, choices=Form.choices, db_index=False)
    path = models.SlugField(_("途径"), max_length=16, choices=Path.choices, blank=True, db_index=False)
    people_count = models.PositiveSmallIntegerField(_("信访人数"), default=1)
    external_code = models.CharField(_("外部代码"), max_length=64, blank=True)
    wants_reply = models.BooleanField(_("要求书面答复"), default=True)
    stage = models.SlugField(
        _("阶段"), max_length=10, choices=Stage.choices, default=Stage.FIRST, db_index=False
    )
    organ = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("办理机关"),
        db_index=False,
    )
    brought_at = models.DateTimeField(_("收到时间"))
    told_at = models.DateTimeField(_("告知时间"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    conclusion = models.SlugField(
        _("处理意见"), max_length=8, choices=Conclusion.choices, blank=True, db_index=False
    )
    adoption = models.SlugField(
        _("采纳情况"), max_length=8, choices=Adoption.choices, blank=True, db_index=False
    )
    opinion_at = models.DateTimeField(_("出具意见时间"), null=True, blank=True)
    opinion_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("信访件")
        indexes = [
            models.Index(fields=["brought_at", "matter"], name="petition_brought"),
            models.Index(fields=["klass", "brought_at", "matter"], name="petition_klass"),
            models.Index(fields=["stage", "brought_at", "matter"], name="petition_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_klass_display()} {self.matter_id}"
