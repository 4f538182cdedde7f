"""Supervisions in the parts of a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.clocks.shown import drawn
from linli.core.procedures.obligations import rule_of
from linli.doors.desk.forms.stepping import StepForm
from linli.doors.desk.supervision.acts import Act, acts_for
from linli.flow.handling.supervision.models import Answer, ListingStage, Stage, Supervision
from linli.flow.handling.supervision.queries.reading import Course
from linli.ground.calendars import queries as calendars
from linli.ground.look import parts, wording
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value


@dataclass(frozen=True)
class Typed:
    """What somebody sent with an act that could not be done, and what is wrong with it."""

    act: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


NOTHING = Typed()


@dataclass(frozen=True)
class Line:
    """One line of a list: the supervision, and by when what is to be done."""

    supervision: Supervision
    tone: str
    due: str


def lines(rows: Sequence[Supervision], *, now: datetime) -> list[Line]:
    """Return the rows with their time. One query for all clocks."""
    clocks = clocks_of_tasks([row.id for row in rows])
    return [_line(row, clocks.get(row.id), now) for row in rows]


def _line(row: Supervision, clock: Clock | None, now: datetime) -> Line:
    if not row.is_open or clock is None or not clock.is_running:
        return Line(row, "green" if row.stage == Stage.CLOSED else "ink", "")
    tone = parts.tone_of(clock.due_at, now, began_at=clock.started_at)
    return Line(row, tone, wording.span(clock.due_at, now))


def facts(supervision: Supervision) -> list[parts.Fact]:
    """Return what is known of it, line by line."""
    matter = supervision.matter
    known = [
        parts.Fact(_("督办编号"), supervision.number),
        parts.Fact(_("状态"), supervision.get_stage_display()),
        parts.Fact(
            _("事项"), f"{matter.number} {matter.title}", reverse("desk:matter", args=[matter.number])
        ),
        parts.Fact(_("事由"), supervision.get_trigger_display()),
        parts.Fact(_("层级"), supervision.get_level_display()),
        parts.Fact(
            _("承办单位"),
            supervision.addressee.name,
            reverse("desk:supervision-unit", args=[supervision.addressee_id]),
        ),
        parts.Fact(_("督办单位"), supervision.issuer_unit.name),
        parts.Fact(_("发出"), wording.moment(supervision.issued_at)),
        parts.Fact(_("核查结果"), supervision.get_finding_display() if supervision.finding else ""),
    ]
    if supervision.parent:
        number = supervision.parent.number
        known.append(parts.Fact(_("由哪份升级"), number, reverse("desk:supervision-one", args=[number])))
    return [one for one in known if one.value]


def clocks(supervision: Supervision, course: Course, *, now: datetime) -> list[parts.Clock]:
    """Return the clocks of the answer, of the objection and of the listing, those that run first."""
    kept = sorted(course.clocks.values(), key=lambda clock: (not clock.is_running, clock.due_at))
    by_name = {name: calendars.calendar(name) for name in {clock.calendar for clock in kept}}
    return [
        drawn(
            clock,
            name=str(rule_of(supervision.matter, clock.name).label),
            now=now,
            calendar=by_name[clock.calendar],
            source=clock.source,
        )
        for clock in kept
    ]


def happenings(supervision: Supervision, course: Course) -> list[parts.Happening]:
    """Return what came of it, the newest first."""
    return sorted(_told(supervision, course), key=lambda one: one.at)[::-1]


def _told(supervision: Supervision, course: Course) -> Iterator[parts.Happening]:
    issuer = supervision.issuer.name if supervision.issuer else _("系统按时限升级")
    yield parts.Happening(supervision.issued_at, _("发出督办"), f"{supervision.issuer_unit.name} · {issuer}")
    for answer in course.answers:
        yield from _told_of_answer(supervision, answer)
    if objection := course.objection:
        who = f"{supervision.addressee.name} · {objection.by.name}"
        yield parts.Happening(objection.at, _("提出异议"), who, objection.reason)
        if objection.decided_at and objection.decided_by:
            title = _("裁定：异议成立") if objection.upheld else _("裁定：异议不成立")
            yield parts.Happening(objection.decided_at, title, objection.decided_by.name, objection.decision)
    yield from _told_of_listing(course)
    if supervision.ended_at:
        who = supervision.ended_by.name if supervision.ended_by else _("系统")
        tone: Literal["green", ""] = "green" if supervision.stage == Stage.CLOSED else ""
        yield parts.Happening(
            supervision.ended_at, supervision.get_stage_display(), who, supervision.ended_note, tone
        )


def _told_of_answer(supervision: Supervision, answer: Answer) -> Iterator[parts.Happening]:
    text = "\n".join(
        f"{label}：{said}"
        for label, said in (
            (_("做了什么"), answer.done),
            (_("结果怎样"), answer.result),
            (_("今后的措施"), answer.measures),
        )
    )
    title = _("逾期回复") if answer.was_late else _("回复")
    who = f"{supervision.addressee.name} · {answer.by.name}"
    yield parts.Happening(answer.at, title, who, text, "red" if answer.was_late else "green")
    if answer.sent_back_at and answer.sent_back_by:
        yield parts.Happening(
            answer.sent_back_at, _("退回重报"), answer.sent_back_by.name, answer.sent_back_reason
        )


def _told_of_listing(course: Course) -> Iterator[parts.Happening]:
    listing = course.listing
    if listing is None:
        return
    yield parts.Happening(listing.listed_at, _("挂牌"), "", f"{listing.title}\n{listing.demand}")
    for note in listing.notes.all():
        yield parts.Happening(note.at, _("公布进展"), "", note.text)
    if listing.ended_at and listing.stage == ListingStage.STRUCK_OFF:
        yield parts.Happening(
            listing.ended_at, _("摘牌"), "", f"{listing.result}\n{listing.verified}", "green"
        )


def papers(supervision: Supervision, course: Course) -> list[tuple[str, str]]:
    """Return (address, name) of what was attached to the answers."""
    number = supervision.matter.number
    return [
        (reverse("desk:file", args=[number, one.id]), one.name)
        for answer in course.answers
        for one in answer.attachments.all()
    ]


def buttons(
    supervision: Supervision, course: Course, actor: Actor, *, typed: Typed = NOTHING, now: datetime
) -> list[parts.StepButton]:
    """Return the acts that are open to the actor, each with its questions and what was typed."""
    return [_button(act, supervision, typed, now) for act in acts_for(actor, supervision, course)]


def _button(act: Act, supervision: Supervision, typed: Typed, now: datetime) -> parts.StepButton:
    is_typed = typed.act == act.name
    said = typed.said if is_typed else {}
    form = StepForm(act.fields(supervision, timezone.localdate(now)), f"act_{act.name}", said)
    if is_typed and typed.errors:
        form.refuse(said, typed.errors)
    return parts.StepButton(
        name=act.name,
        label=str(act.label),
        url=reverse("desk:supervision-act", args=[supervision.number, act.name]),
        likely=act.likely,
        hint=str(act.hint),
        form=form,
        opened=is_typed,
        submit=_("先看一看公开的样子") if act.public else "",
    )


def header() -> list[str]:
    """Return the first line of the table to take away."""
    return [
        *(_("督办编号"), _("事项编号"), _("事项"), _("事由"), _("层级"), _("承办单位"), _("督办单位")),
        *(
            _("状态"),
            _("发出时间"),
            _("首次回复时间"),
            _("是否逾期"),
            _("退回次数"),
            _("结束时间"),
            _("核查结果"),
        ),
        _("问题"),
        _("要求"),
    ]


def cells(rows: Iterable[Supervision]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [
            row.number,
            row.matter.number,
            row.matter.title,
            row.get_trigger_display(),
            row.get_level_display(),
            row.addressee.name,
            row.issuer_unit.name,
            row.get_stage_display(),
            timezone.localtime(row.issued_at),
            timezone.localtime(row.first_answered_at) if row.first_answered_at else None,
            {True: _("逾期"), False: _("按时"), None: ""}[row.was_late],
            row.times_sent_back,
            timezone.localtime(row.ended_at) if row.ended_at else None,
            row.get_finding_display() if row.finding else "",
            row.question,
            row.demand,
        ]
