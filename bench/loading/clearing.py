"""Taking out matters that were written to be compared with: their chains and seals fit nothing, so nobody could verify them."""

from django.db import models, transaction

from linli.core.clocks.models import Clock
from linli.core.matters.models import Delivery, Entry, Involvement, Matter, Party
from linli.flow.intake.models import Intake


def clear(matters: "models.QuerySet[Matter]") -> None:
    """Delete these matters and their rows in the tables that an intake and the acts write."""
    keys = list(matters.values_list("id", flat=True))
    entries = Entry.objects.filter(subject__in=keys)
    rows: list[models.QuerySet[models.Model]] = [Delivery.objects.filter(entry__in=entries), entries]
    for model in (Clock, Party, Involvement, Intake):
        rows.append(model._base_manager.filter(matter__in=keys))
    with transaction.atomic():
        for each in (*rows, Matter._base_manager.filter(id__in=keys)):
            each._raw_delete(each.db)  # noqa: SLF001 -- of no use: signals and cascades
