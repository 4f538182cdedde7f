"""Which form an act on a task has, what its button says, and which action it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.doors.desk.joint import forms
from linli.flow.handling.joint import actions
from linli.flow.handling.joint.models import Stage, Task
from linli.ground.people.actor import Actor

Run = Callable[[Task, Mapping[str, Any], Actor, datetime], object]


@dataclass(frozen=True)
class Deed:
    """One act. Without a form it is done by one press."""

    label: str | Promise
    run: Run
    form: type[forms.ActForm] = forms.Plain
    likely: bool = False

    @property
    def is_plain(self) -> bool:
        return self.form is forms.Plain

    def form_for(self, task: Task) -> type[forms.ActForm]:
        """Return the form; a department that did not come is not asked how well it helped."""
        return forms.Missed if self.form is forms.Rate and task.stage != Stage.ANSWERED else self.form


def _plain(action: Callable[..., Task]) -> Run:
    return lambda task, said, actor, now: action(task.id, actor=actor, now=now)


def _said(action: Callable[..., Task]) -> Run:
    return lambda task, said, actor, now: action(task.id, **said, actor=actor, now=now)


def _rule(task: Task, said: Mapping[str, Any], actor: Actor, now: datetime) -> Task:
    stays = said.get("decision") != "goes"
    return actions.rule(task.id, stays=stays, reason=said["reason"], actor=actor, now=now)


def _rate(task: Task, said: Mapping[str, Any], actor: Actor, now: datetime) -> Task:
    effective = said.get("effective") or ""
    return actions.rate(
        task.id,
        on_time=said.get("on_time") == "yes",
        effective=int(effective) if effective else None,
        words=said["words"],
        actor=actor,
        now=now,
    )


DEEDS: dict[str, Deed] = {
    "take_up": Deed(_("领受"), _plain(actions.take_up), likely=True),
    "answer": Deed(_("回意见"), _said(actions.answer), forms.Answer, likely=True),
    "report_in": Deed(_("报到"), _said(actions.report_in), forms.ReportIn, likely=True),
    "refuse": Deed(_("提出异议"), _said(actions.refuse), forms.Refuse),
    "rule": Deed(_("裁定"), _rule, forms.Rule, likely=True),
    "accept": Deed(_("采纳"), _plain(actions.accept), likely=True),
    "send_back": Deed(_("退回重做"), _said(actions.send_back), forms.SendBack),
    "withdraw": Deed(_("撤销"), _said(actions.withdraw), forms.Reason),
    "rate": Deed(_("评价"), _rate, forms.Rate, likely=True),
    "respond": Deed(_("作说明"), _said(actions.respond), forms.Respond),
}
