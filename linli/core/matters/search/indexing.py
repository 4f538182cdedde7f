"""Keep the words of matters findable: called by the follower after each change, or for all of them anew."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from linli.core.matters.models import Entry, Involvement, Matter
from linli.core.matters.search import store
from linli.core.matters.search.facets import decade, decade_mark
from linli.core.matters.search.words import tidy, tokens
from linli.ground.people.actor import SYSTEM, Actor, Grant

BATCH = 500
LONGEST = 12_000
ADDED = "intake.added"


def index(*matters: Matter) -> None:
    """Make the current words of `matters` findable. Idempotent."""
    store.keep(_documents(matters))


def index_ids(ids: Sequence[UUID]) -> None:
    index(*Matter.objects.visible_to(SYSTEM).filter(id__in=ids))


def index_all() -> Iterator[int]:
    """Index every matter, a batch at a time; yields how many were done so far."""
    done, last = 0, None
    while True:
        rest = Matter.objects.visible_to(SYSTEM).order_by("id")
        batch = list((rest.filter(id__gt=last) if last else rest)[:BATCH])
        if not batch:
            return
        index(*batch)
        done, last = done + len(batch), batch[-1].id
        yield done


def unit_mark(unit_id: UUID) -> str:
    return f"u{unit_id.hex}"


def area_mark(area_id: UUID) -> str:
    return f"a{area_id.hex}"


def marks_of(actor: Actor, permission: str) -> list[str] | None:
    """Return the marks of which whatever `actor` may see bears at least one; None where all is theirs to see.

    They only narrow what is looked at: what is shown passes `visible_to`.
    """
    if actor.may_everywhere(permission):
        return None
    return [mark for grant in actor.granting(permission) for mark in _marks_of_grant(grant)]


def _marks_of_grant(grant: Grant) -> list[str]:
    return [unit_mark(grant.unit_id), *map(area_mark, sorted(grant.town_ids | grant.village_ids))]


def _documents(matters: Sequence[Matter]) -> list[store.Document]:
    ids = [matter.id for matter in matters]
    units: dict[UUID, set[UUID]] = defaultdict(set)
    for matter_id, unit_id in Involvement.objects.filter(matter__in=ids).values_list("matter_id", "unit_id"):
        units[matter_id].add(unit_id)
    added: dict[UUID, list[str]] = defaultdict(list)
    for entry in Entry.objects.filter(subject__in=ids, verb=ADDED).order_by("subject", "seq"):
        added[entry.subject].append(str(entry.body.get("text", "")))
    return [_document(matter, units[matter.id], added[matter.id]) for matter in matters]


def _document(matter: Matter, units: set[UUID], added: list[str]) -> store.Document:
    texts = [matter.number, matter.title, matter.place, matter.text, *added]
    words = tidy("\n".join(texts))[:LONGEST]
    marks = [decade_mark(decade(matter.received_at))]
    marks += [unit_mark(unit_id) for unit_id in sorted({*units, matter.unit_id})]
    marks += [area_mark(area_id) for area_id in (matter.town_id, matter.village_id) if area_id]
    return store.Document(matter.id, words, tokens([words]), marks)
