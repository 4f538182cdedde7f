"""Reading letters. Only of matters that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from linli.core.matters.models import Matter
from linli.flow.outcomes.letters import kinds
from linli.flow.outcomes.letters.actions.access import may, may_read
from linli.flow.outcomes.letters.codes import is_code, mark_of
from linli.flow.outcomes.letters.keeping import Form, Locked, data_of, fields_of, words
from linli.flow.outcomes.letters.kinds import LetterKind
from linli.flow.outcomes.letters.models import Delivery, Letter
from linli.ground.people.actor import Actor

__all__ = ["Form", "Locked", "data_of", "fields_of", "may_read", "words"]

RELATED = ("unit", "issued_by", "replaces", "replaced_by", "about")


def letters_of(matter: Matter, *, for_resident: bool = False) -> list[Letter]:
    """Return the letters about a matter, oldest first, with their deliveries. Two queries. The caller has seen to it that
    the reader may see the matter.
    """
    rows = Letter.objects.filter(matter=matter).select_related(*RELATED)
    if for_resident:
        rows = rows.filter(for_resident=True)
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("recorded_by"))
    found = list(rows.prefetch_related(deliveries).order_by("issued_at", "id"))
    for letter in found:
        letter.matter = matter
    return found


def letter_of(letter_id: UUID, *, actor: Actor, sealed: bool = False) -> Letter | None:
    """Return a letter about a matter that the actor may see."""
    seen = Matter.objects.visible_to(actor, sealed=sealed).filter(id=OuterRef("matter_id"))
    rows: QuerySet[Letter] = Letter.objects.filter(Exists(seen), id=letter_id)
    if actor.kind == "resident":
        rows = rows.filter(for_resident=True)
    related = ("matter__unit", "template", "pdf", "docx", "sealed_pdf__file", "sealed_docx__file", *RELATED)
    return rows.select_related(*related).prefetch_related("deliveries").first()


def latest(matter: Matter, kind: str) -> Letter | None:
    """Return the latest letter of a kind that holds: neither void nor replaced."""
    rows = Letter.objects.filter(matter=matter, kind=kind, void_at=None, replaced_by=None)
    return rows.order_by("-issued_at", "-id").first()


def delivered_on(letter: Letter) -> date | None:
    """Return the day on which a letter was first delivered; None while it was not."""
    days = [row.delivered_on for row in letter.deliveries.all()]
    return min(days, default=None)


def open_kinds(matter: Matter, actor: Actor, *, now: datetime) -> Sequence[tuple[LetterKind, str]]:
    """Return the kinds that the actor may issue about a matter, each with why it cannot be issued now ("" = it can)."""
    return [
        (kind, kind.why_not(matter, now))
        for kind in kinds.every()
        if kind.offered and kind.fits(matter) and may(actor, kind.permission, matter)
    ]


def by_code(typed: str) -> Letter | None:
    """Return the letter whose paper carries this code: for whoever holds the paper, without what it says."""
    if not is_code(typed):
        return None
    rows = Letter.objects.filter(mark=mark_of(typed)).select_related("unit", "replaced_by")
    return rows.first()
