"""A sealed matter in the parts of its page. Words only with the key that this browser has opened."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import capability
from linli.core.matters import sealed
from linli.core.matters.models import IdentityLevel, Matter, PartyRole
from linli.core.matters.search.keyset import Page
from linli.core.matters.telling import tell
from linli.core.procedures.taking import open_steps, procedure_of
from linli.doors.desk.forms import step_form
from linli.doors.desk.sealed import queries
from linli.doors.desk.shown.matter import NOTHING, UNTOLD, Typed
from linli.ground.look import parts
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value

TEXTS = {
    "title": gettext_lazy("标题"),
    "narrative": gettext_lazy("反映的内容"),
    "respondents": gettext_lazy("反映的是谁"),
    "place": gettext_lazy("地点"),
}
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


# ---------------------------------------------------------------- the list


def state_of(matter: Matter) -> str:
    state = procedure_of(matter).states.get(matter.state)
    return str(state.label) if state else matter.state


def kind_of(matter: Matter) -> str:
    try:
        return str(capability.named(matter.capability).kind(matter.kind).label)
    except KeyError:
        return matter.kind


def rows(matters: Sequence[Matter], *, now: datetime) -> list[parts.Row]:
    return [
        parts.Row(
            number=matter.number,
            url=reverse("desk:sealed-one", args=[matter.number]),
            what=f"{kind_of(matter)} · {state_of(matter)}",
            holder=matter.handler.name if matter.handler else matter.unit.name,
            due_at=matter.due_at,
            began_at=matter.received_at,
            now=now,
            done=not matter.is_open,
            due_words=state_of(matter) if not matter.is_open else "",
            id=matter.number,
        )
        for matter in matters
    ]


def pager(view: str, page: Page, *, is_first: bool) -> parts.Pager:
    return parts.Pager(
        first="" if is_first else list_url(view),
        previous=list_url(view, before=page.before) if page.before else "",
        next=list_url(view, after=page.after) if page.after else "",
    )


def list_url(view: str, **more: str) -> str:
    query = {"view": view} if view != "open" else {}
    query |= {name: value for name, value in more.items() if value}
    return reverse("desk:sealed") + (f"?{urlencode(query)}" if query else "")


def header() -> list[str]:
    return [_("编号"), _("收到时间"), _("最近到期"), _("办结时间")]


def cells(matters: Iterator[Matter]) -> Iterator[Sequence[Value]]:
    """Yield numbers and dates: what leaves this page as a file says nothing else."""
    for matter in matters:
        yield [
            matter.number,
            timezone.localtime(matter.received_at),
            timezone.localtime(matter.due_at) if matter.due_at and matter.is_open else None,
            timezone.localtime(matter.closed_at) if matter.closed_at else None,
        ]


# ---------------------------------------------------------------- what it says


@dataclass(frozen=True)
class Content:
    """What the matter says, opened: texts with their names, and files as (address, name, whether it is a picture)."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str, bool]] = field(default_factory=list)


def content(matter: Matter, key: bytes) -> Content:
    texts = []
    known = [name for name in queries.names_of_texts(matter) if name != "people"]
    for name in sorted(known, key=lambda name: list(TEXTS).index(name) if name in TEXTS else len(TEXTS)):
        words = plain(sealed.text(matter, name, key))
        if words:
            texts.append((str(TEXTS.get(name, name)), words))
    files = []
    for row in queries.files_of(matter):
        address = reverse("desk:sealed-file", args=[matter.number, row.id])
        files.append((address, sealed.file_name(row, key), row.kind in PICTURES))
    return Content(texts, files)


def plain(text: str) -> str:
    """Return a text as people read it; a list that was kept as JSON, an item a line."""
    try:
        said = json.loads(text)
    except ValueError:
        return text
    if not isinstance(said, list):
        return text
    return "\n".join(
        " ".join(str(value) for value in one.values() if value) if isinstance(one, dict) else str(one)
        for one in said
    )


@dataclass(frozen=True)
class Somebody:
    """One who brought it or stands beside them, opened."""

    role: str
    level: str
    facts: list[tuple[str, str]]


def people(matter: Matter, key: bytes) -> list[Somebody]:
    told = sealed.text(matter, "people", key)
    found = []
    for one in json.loads(told) if told else []:
        known = [(_("姓名"), "name"), (_("电话"), "phone"), (_("地址"), "address")]
        facts = [(words, str(one[name])) for words, name in known if one.get(name)]
        role, level = str(one.get("role", "")), str(one.get("identity", ""))
        found.append(
            Somebody(
                str(PartyRole(role).label) if role in PartyRole.values else role,
                str(IdentityLevel(level).label) if level in IdentityLevel.values else "",
                facts,
            )
        )
    return found


def happenings(matter: Matter, key: bytes | None) -> list[parts.Happening]:
    """Return what happened, the newest first; words stay sealed without the key."""
    return [
        parts.Happening(at=told.at, title=told.title, who=told.who, text="\n".join(told.lines))
        for told in reversed(tell(matter, audience="staff", key=key or b""))
        if told.verb.removeprefix("sealed.") not in UNTOLD
    ]


# ---------------------------------------------------------------- what may be done


@dataclass(frozen=True)
class Steps:
    """The steps that are open to the actor, and what those are called that need the content opened first."""

    buttons: list[parts.StepButton]
    closed: list[str]


def steps(matter: Matter, actor: Actor, *, key: bytes | None, typed: Typed = NOTHING, now: datetime) -> Steps:
    """Return what may be done now. A step that gives the key to somebody needs it; no draft of words is kept."""
    shown, closed, able = [], [], None
    for step in open_steps(matter, actor=actor, now=now):
        gives = any(ask.kind == "staff" for ask in step.asks)
        if gives and key is None:
            closed.append(str(step.label))
            continue
        if gives and able is None:
            able = candidates(matter, now=now, also_holders=True)
        form = step_form(
            matter, step, typed.said if typed.step == step.name else {}, on=timezone.localdate(now)
        )
        if form:
            _offer(form, step.asks, able or [])
            if typed.step == step.name and typed.errors:
                form.refuse(typed.said, typed.errors)
        shown.append(
            parts.StepButton(
                name=step.name,
                label=str(step.label),
                url=reverse("desk:sealed-step", args=[matter.number, step.name]),
                likely=step.likely,
                form=form,
                version=matter.version,
                opened=typed.step == step.name,
            )
        )
    return Steps(shown, closed)


def _offer(form: Any, asks: Sequence[Any], able: Sequence[tuple[str, str]]) -> None:
    for ask in asks:
        if ask.kind == "staff":
            form.fields[ask.name].choices = [("", "—"), *able]


def candidates(matter: Matter, *, now: datetime, also_holders: bool = False) -> list[tuple[str, str]]:
    """Return the colleagues to whom the key may be given, as (id, name and units). Who is recused is not among them."""
    holding = (
        {holder.staff.id for holder in queries.holders_of(matter, on=timezone.localdate(now))}
        if not also_holders
        else set()
    )
    able = [one for one in sealed.possible_holders(matter, now=now) if one.staff.id not in holding]
    return [(str(one.staff.id), f"{one.staff.name}（{one.units}）") for one in able]


def facts(matter: Matter) -> list[parts.Fact]:
    known: Mapping[str, Any] = {
        _("编号"): matter.number,
        _("环节"): state_of(matter),
        _("类型"): kind_of(matter),
        _("密封方式"): matter.key.get_grade_display(),
        _("来源"): matter.channel,
        _("责任单位"): matter.unit,
        _("经办人"): matter.handler,
    }
    return [parts.Fact(str(name), value) for name, value in known.items() if value]
