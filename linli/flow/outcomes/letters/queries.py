"""Reading letters. Only of matters that the actor may see."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from linli.core.matters.models import Matter
from linli.flow.outcomes.letters import kinds
from linli.flow.outcomes.letters.actions.access import may, may_read
from linli.flow.outcomes.letters.codes import is_code, mark_of
from linli.flow.outcomes.letters.keeping import KINDS, Form, Locked, data_of, fields_of, words
from linli.flow.outcomes.letters.kinds import LetterKind
from linli.flow.outcomes.letters.models import Delivery, Letter
from linli.ground.documents.reading import aloud
from linli.ground.documents.reading.filling import Frame, filled
from linli.ground.documents.versions import template_of
from linli.ground.people.actor import Actor

__all__ = ["KINDS", "Form", "Locked", "data_of", "fields_of", "may_read", "words"]

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


def matter_of(number: str, *, actor: Actor) -> Matter | None:
    """Return the matter of that number if the actor may see it; a sealed one if they hold its key."""
    rows = Matter.objects.visible_to(actor, sealed=True).select_related("unit")
    return rows.filter(number=number).first()


def may_act(letter: Letter, matter: Matter, actor: Actor) -> bool:
    """Tell whether the actor may correct, deliver or make void such a letter."""
    try:
        return may(actor, kinds.named(letter.kind).permission, matter)
    except kinds.NoSuchKind:
        return False


def may_write(matter: Matter, actor: Actor) -> bool:
    """Tell whether there is any kind of letter that the actor may issue about the matter, now or later. No query."""
    return any(
        kind.offered and kind.fits(matter) and may(actor, kind.permission, matter) for kind in kinds.every()
    )


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


def lines_of(letter: Letter, *, key: bytes = b"") -> tuple[str, ...]:
    """Return what a letter says, line by line, in the words of its template. Raises Locked, SealBroken."""
    template = template_of(letter.template)
    on = timezone.localdate(letter.issued_at)
    frame = Frame(letter.number, letter.unit.name, on)
    return aloud.lines_of(filled(template, fields_of(letter, key=key), frame))


def issued(actor: Actor, *, since: date | None = None, until: date | None = None) -> QuerySet[Letter]:
    """Return the letters about matters that the actor may see, the latest first; sealed matters are never among them."""
    seen = Matter.objects.visible_to(actor).filter(id=OuterRef("matter_id"))
    rows = Letter.objects.filter(Exists(seen))
    if since:
        rows = rows.filter(issued_at__gte=start_of(since))
    if until:
        rows = rows.filter(issued_at__lt=start_of(until + timedelta(days=1)))
    return rows.select_related("matter", "unit", "issued_by", "replaced_by").order_by("-issued_at", "-id")


def page_of(rows: QuerySet[Letter], *, after: str = "", size: int) -> tuple[list[Letter], str]:
    """Return one page of `issued`, and where the next one begins ("" = nowhere)."""
    moment, _bar, key = after.partition("_")
    try:
        if after:
            at, last_id = datetime.fromisoformat(moment), UUID(key)
            rows = rows.filter(Q(issued_at__lt=at) | Q(issued_at=at, id__lt=last_id))
    except ValueError:
        pass
    page = list(rows.prefetch_related("deliveries")[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return page[:size], f"{last.issued_at.isoformat()}_{last.id}" if last else ""


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
