"""What was, or is to be, sent to residents. No row holds a telephone, a name, or the words that went out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.doors.notices.shipped import choices
from linli.lib.identifiers import uuid7


class Stage(models.TextChoices):
    WAITING = "waiting", _("等着发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("发了")
    FAILED = "failed", _("没有发成")
    UNKNOWN = "unknown", _("不知道发没发出")
    NO_WAY = "no_way", _("没法发")
    DECLINED = "declined", _("不用发")


class Notice(models.Model):
    """One message after one entry, at most. `stage` becomes `sending` before anything leaves the house, so that a crash
    in between leaves `unknown`, never a second message.

    `why`: a code or the kind of the error, never its words. `next_at` counts while it waits, `begun_at` is the last try.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    entry = models.UUIDField(unique=True)
    verb = models.CharField(max_length=48)
    stage = models.CharField(_("短信"), max_length=8, choices=Stage.choices, default=Stage.WAITING)
    why = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("短信通知")
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(stage="waiting"), name="notice_waiting"),
            models.Index(fields=["begun_at"], condition=Q(stage="sending"), name="notice_sending"),
            models.Index(
                fields=["made_at", "id"], condition=Q(stage__in=("failed", "unknown")), name="notice_trouble"
            ),
            models.Index(fields=["matter", "begun_at"], name="notice_of_matter"),
        ]


class NoticeRule(models.Model):
    """What the centre says of one kind of message; without a row it is sent, in the shipped words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(_("什么时候"), max_length=48, unique=True, choices=choices)
    is_sent = models.BooleanField(_("发短信"), default=True)
    words = models.TextField(_("短信的话"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("短信规定")

    def __str__(self) -> str:
        return str(self.get_verb_display())
