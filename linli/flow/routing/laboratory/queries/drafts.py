"""Reading drafts: which there are, what each wants, what was done to it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.core.matters.models import Entry, Matter
from linli.flow.routing.laboratory.access import may_edit
from linli.flow.routing.laboratory.models import Draft, DraftDuty, DraftRule, Replay
from linli.flow.routing.laboratory.queries.standing import not_over
from linli.flow.routing.models import Duty
from linli.ground.people.actor import Actor
from linli.ground.people.models import Staff

LATELY, EXAMPLES = 300, 2
VERBS = ("routing.drafted", "routing.draft_changed", "routing.published", "routing.taken_back")


@dataclass(frozen=True)
class Line:
    """One line of the duty list as the draft has it: `row` is its own wish, `base` the line in force, either may be missing."""

    row: DraftDuty | None
    base: Duty | None

    @property
    def key(self) -> UUID:
        row = self.row or self.base
        assert row is not None  # noqa: S101 - one of both is there
        return row.id

    @property
    def says(self) -> DraftDuty | Duty | None:
        return self.row or self.base

    @property
    def is_ended(self) -> bool:
        return self.row is not None and self.row.is_ended


@dataclass(frozen=True)
class Act:
    """One change of a draft: when, by whom, what on what, and what it said before and after."""

    at: datetime
    by: str
    act: str
    name: str
    before: dict[str, object]
    after: dict[str, object]


def drafts(actor: Actor) -> QuerySet[Draft]:
    """Return the drafts, the latest first; nothing for who may not work here. Dropped ones are left out."""
    if not may_edit(actor):
        return Draft.objects.none()
    shown = Draft.objects.filter(dropped_at=None).select_related("made_by", "published_by", "taken_back_by")
    return shown.annotate(
        lines=Count("duties", distinct=True),
    ).order_by("-made_at", "-id")


def draft_of(actor: Actor, draft_id: UUID) -> Draft | None:
    return drafts(actor).filter(id=draft_id).first()


def rules_of(draft: Draft) -> list[DraftRule]:
    """Return the rules of the draft in the order in which they are tried, those that shall end in their old places."""
    return list(draft.rules.order_by("place", "id"))


def rule_of(draft: Draft, key: UUID) -> DraftRule | None:
    return draft.rules.filter(id=key).first()


def wished_lines(draft: Draft) -> list[Line]:
    """Return what the draft wants otherwise in the duty list. Two queries."""
    rows = list(draft.duties.select_related("category", "area", "unit"))
    bases = Duty.objects.select_related("category", "area", "unit").in_bulk(
        [row.base_id for row in rows if row.base_id]
    )
    return [Line(row, bases.get(row.base_id) if row.base_id else None) for row in rows]


def lines_in_force(draft: Draft, words: str = "") -> QuerySet[Duty]:
    """Return the lines in force or to come that contain every one of the words in category, place or unit."""
    found = Duty.objects.filter(not_over(draft.based_on)).select_related("category", "area", "unit")
    for word in words.split():
        found = found.filter(
            Q(category__name__icontains=word)
            | Q(category__code=word)
            | Q(unit__name__icontains=word)
            | Q(area__name__icontains=word)
        )
    return found.order_by("category__path", "area__code", "severity", "id")


def line_of(draft: Draft, key: UUID) -> Line | None:
    """Return the line with this key: the draft's own, or one in force that it may have a wish for."""
    shown = ("category", "area", "unit")
    row = draft.duties.select_related(*shown).filter(Q(id=key) | Q(base_id=key)).first()
    base_id = row.base_id if row else key
    base = Duty.objects.select_related(*shown).filter(id=base_id).first() if base_id else None
    return Line(row, base) if row or base else None


def history(draft: Draft) -> list[Act]:
    """Return what was done to the draft, the latest first. Two queries."""
    entries = list(Entry.objects.filter(subject=draft.id, verb__in=VERBS).order_by("-seq"))
    names = dict(
        Staff.objects.filter(pk__in={one.actor_id for one in entries if one.actor_id}).values_list(
            "pk", "name"
        )
    )
    return [_act(entry, names) for entry in entries]


def _act(entry: Entry, names: dict[UUID, str]) -> Act:
    body = entry.body
    act = str(body.get("act") or entry.verb.removeprefix("routing."))
    name = str(body.get("name") or body.get("draft_name") or "")
    by = names.get(entry.actor_id, "") if entry.actor_id else ""
    before, after = body.get("before") or {}, body.get("after") or {}
    return Act(entry.recorded_at, by, act, name, before, after)


def latest_replay(draft: Draft, actor: Actor) -> Replay | None:
    """Return the actor's own latest replay of the draft."""
    mine = Replay.objects.filter(draft=draft, asked_by=actor.staff_id)
    return mine.order_by("-asked_at").first()


def examples(actor: Actor) -> dict[str, list[Matter]]:
    """Return by rule some matters that it lately decided, as far as the actor may see them. Two queries."""
    lately = Entry.objects.filter(verb="routing.routed").order_by("-recorded_at", "-id")
    decided: dict[UUID, str] = {
        entry.subject: str(entry.body.get("rule_id", "")) for entry in lately[:LATELY]
    }
    found: dict[str, list[Matter]] = defaultdict(list)
    shown = Matter.objects.visible_to(actor).filter(id__in=list(_few(decided)))
    for matter in shown.only("number", "title").order_by("-received_at", "-id"):
        found[decided[matter.id]].append(matter)
    return dict(found)


def _few(decided: dict[UUID, str]) -> Iterator[UUID]:
    seen: dict[str, int] = defaultdict(int)
    for subject, rule in decided.items():
        seen[rule] += 1
        if seen[rule] <= EXAMPLES:
            yield subject
