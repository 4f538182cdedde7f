"""From which unit to which other a matter went: one row a hop, for the figures of returns and of ping-pong."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Unit
from linli.lib.identifiers import uuid7


class How(models.TextChoices):
    """By which act a unit got the matter."""

    HAND = "hand", _("分派")
    RETURN = "return", _("退回")
    UP = "up", _("上报")
    DECISION = "decision", _("裁定")


class Hop(models.Model):
    """The matter left `sender` for `receiver` by the entry of the same id. Follows from the ledger and can be made anew.

    `one` and `other`, in the order of their ids, are set where a unit gets back what it had let go: that unit and the one
    that had it in between, the centre's passing on left out. `month`: its first day, in the time of the place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="hops")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    how = models.CharField(_("怎么转的"), max_length=8, choices=How.choices)
    one = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    other = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    month = models.DateField()

    class Meta:
        verbose_name = _("流转")
        indexes = [
            models.Index(
                fields=["month", "one", "other", "matter"],
                condition=models.Q(one__isnull=False),
                name="hop_to_and_fro",
            ),
            models.Index(
                fields=["month", "sender", "matter"],
                condition=models.Q(how="return"),
                name="hop_returned",
            ),
        ]
