"""Calendars as dated, editable rows: what each notice says about its days, and whether a year is announced.

A notice is never spread over the rows of other years: 2018-12-29 is worked by the notice of 2019 and belongs to it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class Closing(models.TextChoices):
    MIDNIGHT = "24:00", _("当日24时")
    BUSINESS = "business", _("下班时间")


class Status(models.TextChoices):
    OFFICIAL = "official", _("已公布")
    PROVISIONAL = "provisional", _("暂定")


class Kind(models.TextChoices):
    REST = "rest", _("休息")
    WORK = "work", _("上班")


class WorkCalendar(models.Model):
    """A calendar by its code. One with a `base` lays its days on those of the base, e.g. a county's closures.

    `hours` is a list of {"sessions": [["09:00", "12:00"], …], "first": "06-01", "last": "09-30"}, the last that applies
    wins. `version` changes with every change of the calendar, so that what was computed from it can be kept.
    """

    code = models.SlugField(_("代码"), primary_key=True, max_length=32)
    name = models.CharField(_("名称"), max_length=50)
    base = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("基础日历"), related_name="+"
    )
    hours = models.JSONField(_("办公时间"), default=list, blank=True)
    closes = models.CharField(_("当日截止"), max_length=8, choices=Closing.choices, blank=True)
    version = models.UUIDField(default=uuid7, editable=False)

    class Meta:
        verbose_name = _("日历")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CalendarYear(models.Model):
    """One year of a calendar and the document that fixes its days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calendar = models.ForeignKey(WorkCalendar, models.PROTECT, related_name="years", verbose_name=_("日历"))
    year = models.PositiveSmallIntegerField(_("年份"))
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.PROVISIONAL)
    source = models.CharField(_("文件"), max_length=200, blank=True)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("年度放假安排")
        ordering = ["calendar", "-year"]
        constraints = [models.UniqueConstraint(fields=["calendar", "year"], name="calendars_year_once")]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.year}"


class CalendarDay(models.Model):
    """A day that is not what its weekday says: rest on a weekday, or a weekend day that is worked (调休)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name=_("年度"))
    date = models.DateField(_("日期"))
    kind = models.CharField(_("安排"), max_length=4, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("特殊日期")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["year", "date"], name="calendars_day_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.kind} {self.name}"
