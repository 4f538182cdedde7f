"""What was done to a draft, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Severity
from linli.flow.routing.laboratory.queries.drafts import Act
from linli.flow.routing.models import Rule

ACTS = {
    "drafted": gettext_lazy("起草"),
    "add_rule": gettext_lazy("添加规则"),
    "change_rule": gettext_lazy("修改规则"),
    "end_rule": gettext_lazy("停用规则"),
    "restore_rule": gettext_lazy("恢复规则"),
    "move_rule": gettext_lazy("移动规则"),
    "add_duty": gettext_lazy("添加责任"),
    "change_duty": gettext_lazy("修改责任"),
    "end_duty": gettext_lazy("停用责任"),
    "restore_duty": gettext_lazy("恢复责任"),
    "set_upon_present": gettext_lazy("改到现行规则上"),
    "drop": gettext_lazy("丢弃"),
    "published": gettext_lazy("发布"),
    "taken_back": gettext_lazy("撤回"),
}
NAMES = {
    "place": gettext_lazy("次序"),
    "severity": gettext_lazy("轻重"),
    "kind": gettext_lazy("类型"),
    "to": gettext_lazy("交给"),
    "sentence": gettext_lazy("规则"),
    "sentence_en": gettext_lazy("规则（英文）"),
    "category": gettext_lazy("分类"),
    "area": gettext_lazy("地域"),
    "unit": gettext_lazy("责任单位"),
    "article": gettext_lazy("依据"),
}


@dataclass(frozen=True)
class Shown:
    at: datetime
    by: str
    words: str
    lines: list[tuple[str, str, str]]


def shown(act: Act) -> Shown:
    """Return one change with each thing that differs as (what, before, after)."""
    words = " ".join(filter(None, (str(ACTS.get(act.act, act.act)), act.name)))
    names = [name for name in NAMES if name in act.before or name in act.after]
    lines = [
        (str(NAMES[name]), _said(name, act.before.get(name)), _said(name, act.after.get(name)))
        for name in names
    ]
    return Shown(act.at, act.by or _("系统"), words, [line for line in lines if line[1] or line[2]])


def _said(name: str, value: Any) -> str:
    known = {"severity": dict(Severity.choices), "to": dict(Rule.To.choices)}.get(name, {})
    return str(known.get(value, value)) if value not in (None, "") else ""
