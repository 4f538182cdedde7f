"""A unit objects to a supervision or to a mark. Somebody else than who gave it decides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.flow.handling.supervision.models.marks import Mark
from linli.flow.handling.supervision.models.supervisions import Supervision
from linli.ground.people.models import Staff, Unit
from linli.lib.identifiers import uuid7


class Objection(models.Model):
    """Against `supervision` or against `mark`; once each. Undecided until `upheld` says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    supervision = models.OneToOneField(Supervision, models.PROTECT, null=True, related_name="objection")
    mark = models.OneToOneField(Mark, models.PROTECT, null=True, related_name="objection")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField(_("异议理由"))
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    upheld = models.BooleanField(null=True)
    decision = models.TextField(_("裁定理由"), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("督办异议")
        constraints = [
            models.CheckConstraint(
                condition=Q(supervision=None, mark__isnull=False) | Q(supervision__isnull=False, mark=None),
                name="objection_to_one",
            )
        ]
