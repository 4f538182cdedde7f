"""How residents want to be told about one matter. Without a row they want what leaving a telephone means: messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter


class MessageWish(models.Model):
    """Whether messages about this matter are wanted; the last word counts."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="message_wish")
    wanted = models.BooleanField(_("要短信"))
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("短信意愿")
