"""The organ that a petition is about, the proposals of the petition office, and its yearly reports. Nothing about people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.models import Petition
from linli.ground.files.models import StoredFile
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class NamedOrgan(models.Model):
    """The organ whose work a claim is about (article 41). Only of petitions that are not sealed; at most one each."""

    petition = models.OneToOneField(Petition, models.PROTECT, primary_key=True, related_name="named_organ")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("反映的机关"))
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("反映的机关")

    def __str__(self) -> str:
        return self.organ.name


class Kind(models.TextChoices):
    """What the petition office may propose to an organ (articles 39, 40)."""

    WORK = "work", _("改进工作")
    POLICY = "policy", _("完善政策")
    ACCOUNT = "account", _("追究责任")


class Result(models.TextChoices):
    """What the organ wrote back."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    DECLINED = "declined", _("没有采纳")


class Proposal(models.Model):
    """A proposal of the petition office to an organ, which has to answer it in writing (article 40).

    The regulation sets no limit for the answer: `answer_by` is the day that the office asked for, empty where it named
    none. `answer`: what was written back, and why where it was not adopted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.SlugField(_("哪一种"), max_length=8, choices=Kind.choices, db_index=False)
    to = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("向哪个机关"), db_index=False
    )
    text = models.TextField(_("建议内容"), max_length=2000)
    made_on = models.DateField(_("提出日期"))
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    answer_by = models.DateField(_("请在哪天前书面反馈"), null=True, blank=True)
    answered_on = models.DateField(_("书面反馈日期"), null=True, blank=True)
    result = models.SlugField(_("采纳情况"), max_length=8, choices=Result.choices, blank=True, db_index=False)
    answer = models.TextField(_("反馈内容"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("信访建议")
        indexes = [models.Index(fields=["-made_on", "-id"], name="proposal_made")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to}"


class Stage(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公布")


class Report(models.Model):
    """One edition of the report on a year. `figures` as they are published, small numbers hidden already; `texts` by chapter.

    A published edition never changes: a correction is the next edition, whose `note` says what was wrong. `changes` counts
    how often the draft was changed, so that one approves what one has read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    edition = models.PositiveSmallIntegerField(_("第几版"), default=1)
    stage = models.SlugField(
        _("状态"), max_length=10, choices=Stage.choices, default=Stage.DRAFT, db_index=False
    )
    figures = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    note = models.TextField(_("更正说明"), max_length=1000, blank=True)
    changes = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(_("数字截至"))
    changed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("公布机关"), db_index=False
    )
    number = models.CharField(_("文号"), max_length=80, blank=True)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("信访年度报告")
        constraints = [
            models.UniqueConstraint(fields=["year", "edition"], name="report_edition_once"),
            models.UniqueConstraint(fields=["year"], condition=Q(stage=Stage.DRAFT), name="report_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.edition}"

    @property
    def is_published(self) -> bool:
        return self.stage == Stage.PUBLISHED
