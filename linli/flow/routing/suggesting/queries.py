"""What a text seems to be about. A suggestion, never a decision: whoever reads it decides."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from linli.core.matters.models import Category, Matter
from linli.core.registers.provisions import provision
from linli.flow.routing.models import Duty
from linli.flow.routing.suggesting.classifier import Model, Written
from linli.flow.routing.suggesting.models import Lesson
from linli.ground.people.actor import SYSTEM
from linli.ground.people.queries.dates import valid_on
from linli.lib.kept import kept

MOST = 3
HEADING = 40  # characters of the text that intake makes a title of


@dataclass(frozen=True)
class Suggestion:
    """A category, how sure (0 to 1), and the words of the text that speak for it."""

    category: Category
    confidence: float
    because: tuple[str, ...]

    @property
    def name(self) -> str:
        """The category with the one above it, since names repeat."""
        parent = self.category.parent
        return f"{parent.name} › {self.category.name}" if parent else self.category.name

    @property
    def percent(self) -> int:
        """Never 100: it may always be wrong."""
        return min(round(self.confidence * 100), 99)


@dataclass(frozen=True)
class Learned:
    """What is in use now: from how many matters it learned, when, and how well it did on those it had not seen."""

    id: UUID
    version: int
    matters: int
    learned_at: datetime
    macro_f1: float


def suggest(text: str, title: str = "", *, on: date) -> list[Suggestion]:
    """Return at most three categories that the text may be about, the likeliest first; none where there is nothing
    learned, what was learned does badly, or nothing is likely enough.

    Without a title the first words count as one, as at intake. Only categories are suggested that are in force on that
    day and for which somebody answers on the duty list.
    """
    lesson = learned(on=on)
    heading = title.strip() or next(iter(text.strip().splitlines()), "")[:HEADING]
    model = _model(lesson.id) if lesson and heading else None
    if model is None:
        return []
    open_to = _open(on=on)
    least = provision("suggesting.least_confidence", on=on) / 100
    guesses = [
        guess
        for guess in model.guesses(Written(text, heading), most=2 * MOST)
        if guess.confidence >= least and guess.label in open_to
    ]
    return [Suggestion(open_to[each.label], each.confidence, each.because) for each in guesses[:MOST]]


def was_suggested(matter_id: UUID, category: Category | None, lesson: str, now: datetime) -> dict[str, bool]:
    """Return for the ledger whether `category` was among what the lesson of that version suggested for the matter.

    Nothing where nothing was suggested, or another lesson is in use since.
    """
    on = timezone.localdate(now)
    found = learned(on=on) if lesson and category else None
    if found is None or str(found.version) != lesson:
        return {}
    said = Matter.objects.visible_to(SYSTEM).filter(id=matter_id).values_list("text", "title").first()
    suggestions = suggest(*said, on=on) if said else []
    return {"suggested": category in [each.category for each in suggestions]} if suggestions else {}


@kept
def learned(*, on: date) -> Learned | None:
    """Return what is in use; None where nothing was learned or it does too badly to be shown."""
    newest = Lesson.objects.defer("content", "categories").order_by("-version").first()
    if newest is None or newest.macro_f1 * 100 < provision("suggesting.least_f1", on=on):
        return None
    return Learned(newest.id, newest.version, newest.matters, newest.learned_at, newest.macro_f1)


@lru_cache(maxsize=1)
def _model(lesson_id: UUID) -> Model | None:
    """Return the arrays of a lesson; they never change, so that each process reads them once."""
    content = Lesson.objects.filter(id=lesson_id).values_list("content", flat=True).first()
    return Model.from_bytes(bytes(content)) if content is not None else None


@kept
def _open(*, on: date) -> dict[str, Category]:
    """Return the categories in force that have a line on the duty list, their own or of one above them, by id."""
    tree = {each.id: each for each in Category.objects.all()}
    in_force = set(Category.objects.filter(valid_on(on)).values_list("id", flat=True))
    with_line = set(Duty.objects.filter(valid_on(on)).values_list("category_id", flat=True))
    for category in tree.values():
        category.parent = tree.get(category.parent_id) if category.parent_id else None
    return {
        str(category.id): category
        for category in tree.values()
        if category.id in in_force and _lineage(category, tree) & with_line
    }


def _lineage(category: Category, tree: dict[UUID, Category]) -> set[UUID]:
    lineage, at = {category.id}, category.parent_id
    while at is not None and at not in lineage:
        lineage.add(at)
        at = tree[at].parent_id
    return lineage
