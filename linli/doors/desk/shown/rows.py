"""Matters as rows of a list, and the list's surroundings: the lanes beside it, its sentence, its pager."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter, Severity
from linli.core.matters.search.keyset import Page
from linli.core.procedures.taking import procedure_of
from linli.doors.desk import queries
from linli.doors.desk.figures.behind import spoken
from linli.doors.desk.forms.filtering import LATE, kinds, outcomes, states
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters, Lane
from linli.ground.look import parts, wording
from linli.ground.people.actor import Actor

UNCOUNTED = ("open", "closed", "all")


def row(matter: Matter, *, now: datetime, current: str = "") -> parts.Row:
    state = procedure_of(matter).states.get(matter.state)
    ended = (state.label if state else matter.state) if not matter.is_open else ""
    return parts.Row(
        number=matter.number,
        url=reverse("desk:matter", args=[matter.number]),
        what=matter.title,
        where=where(matter),
        holder=matter.handler.name if matter.handler else matter.unit.name,
        due_at=matter.due_at,
        began_at=matter.received_at,
        now=now,
        done=not matter.is_open,
        due_words=str(ended),
        pane=reverse("desk:pane", args=[matter.number]),
        current=matter.number == current,
        id=matter.number,
    )


def rows(matters: Iterable[Matter], *, now: datetime, current: str = "") -> list[parts.Row]:
    return [row(matter, now=now, current=current) for matter in matters]


def where(matter: Matter) -> str:
    """Return the village and the place in words; a village that the words begin with is not said twice."""
    village = matter.village.name if matter.village else ""
    return " ".join(filter(None, (village, matter.place.removeprefix(village).strip())))


@dataclass(frozen=True)
class LaneLink:
    """One list in the left column; `count` is "" for lists whose size says nothing."""

    name: str
    label: str
    url: str
    count: str
    current: bool


def lanes(actor: Actor, *, now: datetime, current: str = "") -> list[LaneLink]:
    known = worklists.lanes_of(actor)
    numbers = worklists.counts([lane for lane in known if lane.name not in UNCOUNTED], actor=actor, now=now)
    sizes = {name: counted(number) for name, number in numbers.items()}
    return [
        LaneLink(
            lane.name, str(lane.label), list_url(lane.name), sizes.get(lane.name, ""), lane.name == current
        )
        for lane in known
    ]


def counted(number: int) -> str:
    """Return a count that stopped at a hundred as people write it: 99+."""
    return "99+" if number > 99 else str(number)


def list_url(lane: str, filters: Filters | None = None, **more: str) -> str:
    query = urlencode({**(filters.query() if filters else {}), **{k: v for k, v in more.items() if v}})
    return reverse("desk:list", args=[lane]) + (f"?{query}" if query else "")


def pager(lane: str, filters: Filters, page: Page, *, is_first: bool) -> parts.Pager:
    return parts.Pager(
        first="" if is_first else list_url(lane, filters),
        previous=list_url(lane, filters, before=page.before) if page.before else "",
        next=list_url(lane, filters, after=page.after) if page.after else "",
    )


def sentence(lane: Lane, filters: Filters) -> list[parts.Chip]:
    """Return the list in words; each filter can be taken away."""
    chips = [parts.Chip(str(lane.label))]
    for name, value in filters.given():
        chips.append(parts.Chip(_words(name, value), list_url(lane.name, filters.without(name))))
    return chips


def _words(name: str, value: object) -> str:
    if name in queries.NAMED:
        return queries.name_of(name, value)  # type: ignore[arg-type]
    match name:
        case "measure" | "blank":
            return spoken(name, str(value))
        case "since":
            return _("%(day)s起") % {"day": wording.day(value)}  # type: ignore[arg-type]
        case "until":
            return _("到%(day)s") % {"day": wording.day(value)}  # type: ignore[arg-type]
        case "month":
            year, month = str(value).split("-")
            return _("%(year)s年%(month)s月收到") % {"year": year, "month": int(month)}
    known = {
        "kind": kinds(),
        "state": states(),
        "outcome": outcomes(),
        "severity": Severity.choices,
        "late": LATE,
    }
    return str(dict(known[name]).get(str(value), value))
