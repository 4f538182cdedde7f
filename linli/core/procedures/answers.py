"""Settle what was answered to a step's questions: required ones given, lengths kept, choices known."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from linli.core.procedures.procedure import Ask, Step


class AnswersWrong(Exception):
    """Some answers are missing or wrong; `errors` has a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


def settle(step: Step, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that the step asks for, tidied. Raises AnswersWrong."""
    settled: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for ask in step.asks:
        value = answers.get(ask.name)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, ""):
            if ask.required:
                errors[ask.name] = _("请填写“%(label)s”。") % {"label": ask.label}
            continue
        if wrong := _wrong(ask, value):
            errors[ask.name] = wrong
        settled[ask.name] = value
    if errors:
        raise AnswersWrong(errors)
    return settled


def _wrong(ask: Ask, value: Any) -> str:
    if ask.kind in ("text", "line", "article") and len(str(value)) > ask.limit:
        return _("“%(label)s”最多%(limit)s个字，现在有%(length)s个字。") % {
            "label": ask.label,
            "limit": ask.limit,
            "length": len(str(value)),
        }
    if ask.kind == "choice" and value not in dict(ask.choices):
        return _("“%(label)s”里没有这一项，请重新选择。") % {"label": ask.label}
    return ""
