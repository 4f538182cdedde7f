"""What operators look at: messages that failed, or of which nobody knows. Numbers of matters and kinds of errors only."""

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from linli.doors.notices.models import Notice, Stage

TROUBLE = (Stage.FAILED, Stage.UNKNOWN)


def in_trouble(*, now: datetime, days: int) -> QuerySet[Notice]:
    """Return what failed or is unknown of the last `days`, the newest first."""
    rows = Notice.objects.filter(stage__in=TROUBLE, made_at__gte=now - timedelta(days=days))
    return rows.select_related("matter").order_by("-made_at", "-id")


def counts(*, now: datetime, days: int) -> dict[str, int]:
    """Return how many of each stage there are of the last `days`."""
    rows = Notice.objects.filter(made_at__gte=now - timedelta(days=days)).values("stage")
    found = dict(rows.annotate(n=Count("id")).values_list("stage", "n"))
    return {str(stage): found.get(str(stage), 0) for stage in Stage}
