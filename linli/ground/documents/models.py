"""Templates as they were at each time, and the numbers that documents were given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class TemplateVersion(models.Model):
    """The texts of a template, kept for ever: a document stays in the words in which it was drawn.

    `origin` "shipped": as its room ships it; "centre": as the centre wrote it, in force once published and until taken
    back. Of the centre's versions the latest that is published and not ended is in force, else what ships.
    """

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("系统自带")
        CENTRE = "centre", _("本中心改写")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("模板"), max_length=60, db_index=False)
    number = models.PositiveIntegerField(_("版本"))
    origin = models.CharField(_("来源"), max_length=8, choices=Origin.choices)
    texts = models.JSONField(_("文字"))
    digest = models.CharField(max_length=64)
    note = models.CharField(_("改了什么"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("写成时间"))
    made_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("启用时间"), null=True)
    ended_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("文书模板")
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="template_version_once")]
        indexes = [models.Index(fields=["code", "digest"], name="template_digest")]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class NumberSeries(models.Model):
    """How documents are numbered (发文字号): for everybody, or for one unit, whose own row goes before the common one.

    `pattern` holds {year} and {n}. `first` is the first number of `first_year`, for a centre that changes over from
    paper; every other year begins with 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=60, db_index=False)
    name = models.CharField(_("名称"), max_length=60)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("只用于单位")
    )
    pattern = models.CharField(
        _("文号格式"),
        max_length=60,
        help_text=_("写法如：信受〔{year}〕{n}号。{year}是年份，{n}是序号，前面不补零。"),
    )
    first_year = models.PositiveSmallIntegerField(
        _("接着编号的年份"),
        null=True,
        blank=True,
        help_text=_("年中从纸质登记换过来时填写；别的年份从1号起。"),
    )
    first = models.PositiveIntegerField(_("从第几号起"), default=1)

    class Meta:
        verbose_name = _("文号")
        constraints = [
            models.UniqueConstraint(fields=["code", "unit"], name="series_of_unit_once"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(unit__isnull=True), name="series_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pattern}"


class SeriesYear(models.Model):
    """How far a series has come in a year. Its row is locked while a number is given, so none is given twice or left out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="years", db_index=False)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("用到第几号"), default=0)

    class Meta:
        verbose_name = _("文号年度")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_year_once")]


class IssuedNumber(models.Model):
    """One number that was given. A void one is kept, with the reason, and never given again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers", db_index=False)
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    text = models.CharField(_("文号"), max_length=80)
    issued_at = models.DateTimeField()
    void_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("用过的文号")
        constraints = [models.UniqueConstraint(fields=["series", "year", "n"], name="issued_number_once")]
