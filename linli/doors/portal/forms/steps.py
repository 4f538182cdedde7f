"""The form of a step that is open to the resident, drawn from what its procedure asks."""

from collections.abc import Mapping
from typing import Any

from django import forms

from linli.core.procedures.procedure import Ask, Step
from linli.doors.portal.forms.said import SaidForm


def step_form(
    step: Step, values: Mapping[str, Any] | None = None, errors: Mapping[str, str] | None = None
) -> SaidForm | None:
    """Return the form of `step`, or None if it asks nothing. Field ids carry the step's name: several stand on a page."""
    if not step.asks:
        return None
    form = SaidForm(values or {}, errors)
    form.auto_id = f"{step.name}_%s"
    for ask in step.asks:
        form.fields[ask.name] = _field(ask)
    return form


def _field(ask: Ask) -> forms.Field:
    common: dict[str, Any] = {"label": str(ask.label).removesuffix("（可不填）"), "required": ask.required}
    match ask.kind:
        case "choice":
            choices = [(value, str(words)) for value, words in ask.choices]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **common)
        case "flag":
            return forms.BooleanField(**common)
        case "line":
            return forms.CharField(**common)
        case _:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **common)
