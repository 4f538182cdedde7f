"""An alert: somebody is told that a matter wants them, and told again until one of them takes it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7

OPEN = Q(settled_at__isnull=True)


class Alert(models.Model):
    """One call. Meant is `staff`, else whoever holds `permission` in `unit` ("" = all of it); `meant` says both for the index.

    `says` holds the parts of its sentence, codes and names of units, never a resident's. A ringing one is loud: it rings
    at `raised_at`, again at each `next_ring_at` (`rung` times so far), until it is settled. `taken_by` said "I have it".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="alerts", db_index=False)
    kind = models.CharField(_("事由"), max_length=48)
    key = models.CharField(max_length=160, unique=True)
    says = models.JSONField(default=dict)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提醒单位"),
        db_index=False,
    )
    staff = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提醒谁"),
        db_index=False,
    )
    permission = models.CharField(max_length=48, blank=True)
    meant = models.CharField(max_length=90, editable=False)
    rings = models.BooleanField(_("响铃"), default=False)
    rung = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(_("发出"))
    next_ring_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("接手人"),
        db_index=False,
    )
    taken_at = models.DateTimeField(_("接手"), null=True, blank=True)
    settled_at = models.DateTimeField(_("了结"), null=True, blank=True)

    class Meta:
        verbose_name = _("提醒")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(staff__isnull=False), name="alert_means_somebody"
            ),
        ]
        indexes = [
            models.Index(fields=["meant", "rings", "id"], condition=OPEN, name="alert_meant"),
            models.Index(fields=["matter", "kind"], name="alert_matter"),
            models.Index(
                fields=["next_ring_at", "id"],
                condition=OPEN & Q(next_ring_at__isnull=False),
                name="alert_next_ring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
