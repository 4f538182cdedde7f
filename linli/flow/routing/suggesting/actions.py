"""Learn anew what texts are about."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Category
from linli.core.registers.provisions import provision
from linli.flow.routing.suggesting.classifier import Measured, cross_validated, train
from linli.flow.routing.suggesting.classifier.rows import counted
from linli.flow.routing.suggesting.examples import Examples, examples
from linli.flow.routing.suggesting.models import Lesson
from linli.lib.kept import forget

KEPT = 5  # lessons; older ones are of no use to anybody
LAST_TRIED = "suggesting.last_tried"
FEWEST = 2  # categories between which one can tell


@dataclass(frozen=True)
class Found:
    """How much there is to learn from."""

    matters: int
    categories: int
    least_matters: int


class TooLittle(Exception):
    """There is too little to learn from; the message says how much there would have to be."""

    def __init__(self, found: Found) -> None:
        self.found = found
        said = {"matters": found.matters, "categories": found.categories, "least": found.least_matters}
        super().__init__(
            _(
                "已办结、分类够数的有%(matters)d件、%(categories)d个分类；至少要%(least)d件、2个分类才能学。暂不给建议。"
            )
            % said
        )


def learn(*, now: datetime) -> Lesson:
    """Learn from the closed matters, measure, and keep what was learned as the next version. Raises TooLittle."""
    on = timezone.localdate(now)
    given, least = examples(on=on), provision("suggesting.least_matters", on=on)
    if len(given.texts) < least or len(given.counts) < FEWEST:
        raise TooLittle(Found(len(given.texts), len(given.counts), least))
    texts = [counted(written) for written in given.texts]
    measured = cross_validated(texts, given.labels)
    model = train(texts, given.labels, sharpness=measured.sharpness)
    with transaction.atomic():
        version = (Lesson.objects.aggregate(last=Max("version"))["last"] or 0) + 1
        lesson = Lesson.objects.create(
            version=version,
            learned_at=now,
            matters=len(given.texts),
            macro_f1=measured.macro_f1,
            categories=_account(given, measured),
            content=model.to_bytes(),
        )
        Lesson.objects.filter(version__lte=version - KEPT).delete()
    forget()
    return lesson


def learn_when_due(*, now: datetime) -> int:
    """Learn if the last time was long enough ago; for the worker. Return how many matters were learned from."""
    pause = timedelta(hours=provision("suggesting.every_hours", on=timezone.localdate(now)))
    newest = Lesson.objects.aggregate(last=Max("learned_at"))["last"]
    if newest and newest > now - pause:
        return 0
    if not cache.add(LAST_TRIED, now.isoformat(), timeout=pause.total_seconds()):
        return 0  # another worker is at it, or there was too little to learn from
    try:
        return learn(now=now).matters
    except TooLittle:
        return 0


def _account(given: Examples, measured: Measured) -> list[dict[str, Any]]:
    """Return the categories of the lesson, those with most matters first."""
    names = {str(each.id): each for each in Category.objects.filter(id__in=set(given.labels))}
    counts: Counter[str] = given.counts
    return [
        {
            "id": label,
            "code": names[label].code,
            "name": names[label].name,
            "matters": count,
            "f1": round(measured.labels[label], 4),
        }
        for label, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
