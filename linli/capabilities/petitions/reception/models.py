"""Joint reception: one number at the window, many departments behind.

A ticket is a number of the day and the times of its stops, never who came. What clerks note for each other during a
visit is wiped when it ends; where it becomes a matter, it is told there.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Service(models.Model):
    """What a visitor takes a number for. `letter` begins the numbers; `hall` is the centre whose reception it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hall = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("哪个中心的大厅"), db_index=False
    )
    letter = models.CharField(_("号码开头的字母"), max_length=1)
    name = models.CharField(_("办什么"), max_length=40)
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("取号事项")
        constraints = [models.UniqueConstraint(fields=["hall", "letter"], name="reception_letter_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class Desk(models.Model):
    """A place in a hall where a unit receives: the room, the weekdays ("12345" is Monday to Friday) and the hours."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hall = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("哪个中心的大厅"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("哪个单位"), db_index=False
    )
    room = models.CharField(_("几号窗口或房间"), max_length=20)
    about = models.CharField(_("接待什么事"), max_length=100, blank=True)
    weekdays = models.CharField(_("星期几（1到7）"), max_length=7, default="12345")
    opens = models.TimeField(_("几点开始"))
    closes = models.TimeField(_("几点结束"))
    valid_from = models.DateField(_("启用"), null=True, blank=True)
    valid_to = models.DateField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("接待席位")

    def __str__(self) -> str:
        return f"{self.room} {self.unit.name}"


class Ending(models.TextChoices):
    MATTER = "matter", _("登记成事项")
    ADVICE = "advice", _("当场说清楚了")
    LEFT = "left", _("没有等到，走了")


class Ticket(models.Model):
    """One visit: a number of one day. `matter` only where it became one; one that is sealed counts as advice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hall = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="+", verbose_name=_("取号事项"), db_index=False
    )
    day = models.DateField(_("日期"))
    number = models.PositiveSmallIntegerField(_("号码"))
    taken_at = models.DateTimeField(_("取号时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    ending = models.CharField(_("结果"), max_length=6, choices=Ending.choices, blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("排号")
        constraints = [
            models.UniqueConstraint(fields=["service", "day", "number"], name="reception_number_once")
        ]
        indexes = [models.Index(fields=["hall", "day"], name="reception_ticket_day")]

    @property
    def label(self) -> str:
        return f"{self.service.letter}{self.number:03}"


class Stop(models.Model):
    """One unit's part in a visit. It waits from `since` (NULL: comes after another), is called, and ends.

    `desk` NULL: any desk of the unit may call it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="stops")
    place = models.PositiveSmallIntegerField()
    hall = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"), db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+", verbose_name=_("席位"))
    since = models.DateTimeField(_("开始等的时间"), null=True)
    called_at = models.DateTimeField(_("叫号时间"), null=True)
    called_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    note = models.TextField(_("给下一位的话"), blank=True)

    class Meta:
        verbose_name = _("接待")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "place"], name="reception_stop_place"),
            models.UniqueConstraint(
                fields=["desk"],
                condition=Q(called_at__isnull=False, ended_at__isnull=True),
                name="reception_desk_one",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "unit", "since"], condition=Q(ended_at=None), name="reception_open")
        ]
