"""What may be done on the page of a supervision: each act with its questions, who is offered it, and what does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.doors.desk.supervision.forms import DAY, words
from linli.flow.handling.supervision import actions, rights
from linli.flow.handling.supervision.models import Finding, Stage, Supervision
from linli.flow.handling.supervision.queries.reading import Course, posts_in_charge
from linli.ground.people.actor import Actor

Fields = Mapping[str, forms.Field]
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One act. `public` names the texts that everybody will read, which are shown before they are published."""

    name: str
    label: str | Promise
    is_for: Callable[[Actor, Supervision, Course], bool]
    fields: Callable[[Supervision, date], Fields]
    do: Callable[[Supervision, Said, Actor, datetime], object]
    likely: bool = False
    public: tuple[str, ...] = ()
    hint: str | Promise = ""


def _text(label: Any, *, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, widget=words(rows), max_length=2_000, required=False, help_text=hint)


def _reason(supervision: Supervision, on: date) -> Fields:
    return {"reason": _text(_("理由"))}


def _listing_fields(supervision: Supervision, on: date) -> Fields:
    posts = [(str(post.id), f"{post.unit.name} {post.name}") for post in posts_in_charge(supervision, on=on)]
    return {
        "title": forms.CharField(label=_("公开的标题"), max_length=60, required=False),
        "demand": _text(_("公开的要求"), hint=_("用自己的话写事情和要求，不写是谁反映的，不照抄来件。")),
        "post": forms.ChoiceField(label=_("包案领导岗位"), choices=[("", "—"), *posts], required=False),
        "until": forms.DateField(
            label=_("约定的日期"), required=False, widget=DAY, help_text=_("不填就按挂牌督办的规定时限。")
        ),
    }


def _call(
    action: Callable[..., object], *names: str
) -> Callable[[Supervision, Said, Actor, datetime], object]:
    def do(supervision: Supervision, said: Said, actor: Actor, now: datetime) -> object:
        given = {name: str(said.get(name, "")) for name in names}
        return action(supervision.id, **given, actor=actor, now=now)

    return do


def _decide(supervision: Supervision, said: Said, actor: Actor, now: datetime) -> object:
    upheld, decision = said.get("upheld") == "yes", str(said.get("decision", ""))
    return actions.decide(supervision.id, upheld=upheld, decision=decision, actor=actor, now=now)


def _list(supervision: Supervision, said: Said, actor: Actor, now: datetime) -> object:
    return actions.put_on_list(
        supervision.id,
        title=str(said.get("title", "")),
        demand=str(said.get("demand", "")),
        post_id=_id(said.get("post", "")),
        until=said.get("until") or None,
        actor=actor,
        now=now,
    )


def _id(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _has_undecided(course: Course) -> bool:
    return course.objection is not None and course.objection.upheld is None


def _is_listed(course: Course) -> bool:
    return course.listing is not None and course.listing.is_listed


ACTS: tuple[Act, ...] = (
    Act(
        "close",
        _("办结"),
        lambda actor, one, course: (
            rights.may_judge(actor, one) and one.stage == Stage.ANSWERED and not _is_listed(course)
        ),
        lambda one, on: {
            "finding": forms.ChoiceField(
                label=_("核查结果"), choices=Finding.choices, widget=forms.RadioSelect, required=False
            ),
            "note": _text(_("核查说明")),
        },
        _call(actions.close, "finding", "note"),
        likely=True,
    ),
    Act(
        "send-back",
        _("退回重报"),
        lambda actor, one, course: rights.may_judge(actor, one) and one.stage == Stage.ANSWERED,
        lambda one, on: {"reason": _text(_("哪里没有答清楚"))},
        _call(actions.send_back, "reason"),
    ),
    Act(
        "decide",
        _("裁定异议"),
        lambda actor, one, course: one.is_open and rights.may_decide(actor, one) and _has_undecided(course),
        lambda one, on: {
            "upheld": forms.ChoiceField(
                label=_("裁定"),
                choices=[("yes", _("异议成立，撤回督办")), ("no", _("异议不成立，照样回复"))],
                widget=forms.RadioSelect,
            ),
            "decision": _text(_("裁定理由")),
        },
        _decide,
        likely=True,
    ),
    Act(
        "object",
        _("提异议"),
        lambda actor, one, course: (
            rights.may_answer(actor, one) and one.awaits_answer and course.objection is None
        ),
        _reason,
        _call(actions.object_to, "reason"),
        hint=_("异议由督办人的上级裁定。裁定以前，回复的时限照常走。"),
    ),
    Act(
        "list",
        _("挂牌"),
        lambda actor, one, course: rights.may_list(actor, one) and one.is_open and course.listing is None,
        _listing_fields,
        _list,
        public=("title", "demand"),
        hint=_("挂牌以后，所有人都能在网上看到，直到核实摘牌。"),
    ),
    Act(
        "note",
        _("公布进展"),
        lambda actor, one, course: rights.may_list(actor, one) and _is_listed(course),
        lambda one, on: {"text": _text(_("进展"))},
        _call(actions.note, "text"),
        public=("text",),
    ),
    Act(
        "strike-off",
        _("摘牌"),
        lambda actor, one, course: (
            rights.may_list(actor, one) and _is_listed(course) and not one.awaits_answer
        ),
        lambda one, on: {
            "verified": _text(_("怎么核实的"), hint=_("不公开。")),
            "result": _text(_("公布的结果")),
        },
        _call(actions.strike_off, "verified", "result"),
        public=("result",),
        likely=True,
    ),
    Act(
        "escalate",
        _("升级督办"),
        lambda actor, one, course: (
            rights.may_judge(actor, one) and one.is_open and rights.next_level(one.level) is not None
        ),
        _reason,
        _call(actions.escalate, "reason"),
    ),
    Act(
        "withdraw",
        _("撤回"),
        lambda actor, one, course: rights.may_judge(actor, one) and one.is_open,
        _reason,
        _call(actions.withdraw, "reason"),
    ),
)


def acts_for(actor: Actor, supervision: Supervision, course: Course) -> list[Act]:
    """Return the acts that the actor is offered now."""
    return [act for act in ACTS if act.is_for(actor, supervision, course)]


def act_named(name: str) -> Act | None:
    return next((act for act in ACTS if act.name == name), None)


def dated(said: Said) -> dict[str, Any]:
    """Return what was typed with a date where one is asked for; a date that cannot be read is told apart by ValueError."""
    given = dict(said)
    if given.get("until"):
        given["until"] = date.fromisoformat(str(given["until"]))
    return given


def today(now: datetime) -> date:
    return timezone.localdate(now)
