"""The form of a step: its questions as fields, in place, with what was typed before. What is wrong, the step says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter, Severity
from linli.core.procedures.procedure import Ask, Step
from linli.doors.desk import queries
from linli.doors.desk.forms.articles import article_field
from linli.doors.desk.suggesting.fields import category_field, offered
from linli.flow.handling.returns.history import history_of


class StepForm(forms.Form):
    """Fields made of a step's questions."""

    def __init__(self, fields: Mapping[str, forms.Field], prefix: str, initial: Mapping[str, Any]) -> None:
        super().__init__(initial=dict(initial), auto_id=f"{prefix}_%s")
        self.fields.update(fields)

    def refuse(self, said: Mapping[str, Any], errors: Mapping[str, str]) -> None:
        """Show again what was typed, with a sentence beside each field that is wrong."""
        self.data, self.is_bound = dict(said), True
        self._errors = ErrorDict()
        for name, sentence in errors.items():
            key = name if name in self.fields else NON_FIELD_ERRORS
            self._errors.setdefault(key, self.error_class()).append(sentence)
        self.cleaned_data = {}


def step_form(matter: Matter, step: Step, said: Mapping[str, Any], *, on: date) -> StepForm | None:
    """Return the form of `step`, filled with `said`; None where the step asks nothing."""
    if not step.asks:
        return None
    fields = {ask.name: _field(ask, matter, on) for ask in step.asks}
    now = {"category": str(matter.category_id or ""), "severity": matter.severity}
    known = {ask.name: now[ask.kind] for ask in step.asks if ask.kind in now}
    return StepForm(fields, f"step_{step.name}", {**known, **said})


def _units(matter: Matter, on: date) -> list[tuple[str, str]]:
    """Return the units to choose from; of those that returned the matter it is said."""
    returned = {str(each.unit_id) for each in history_of(matter).returns}
    words = _("%(unit)s（退回过这件事）")
    return [(key, words % {"unit": name} if key in returned else name) for key, name in queries.units(on=on)]


def _field(ask: Ask, matter: Matter, on: date) -> forms.Field:
    given: dict[str, Any] = {"label": str(ask.label), "required": ask.required}
    match ask.kind:
        case "choice":
            choices = [(code, str(words)) for code, words in ask.choices]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
        case "unit":
            return forms.ChoiceField(choices=[("", "—"), *_units(matter, on)], **given)
        case "staff":
            return forms.ChoiceField(choices=[("", "—"), *queries.staff_of(matter, on=on)], **given)
        case "category":
            return category_field(offered(matter.text, matter.title, on=on), queries.categories(), **given)
        case "severity":
            return forms.ChoiceField(choices=Severity.choices, widget=forms.RadioSelect, **given)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **given)
        case "moment":
            moment = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"})
            return forms.DateTimeField(widget=moment, **given)
        case "flag":
            return forms.BooleanField(**given)
        case "article":
            return article_field(matter, ask.limit, on=on, **given)
        case "line":
            return forms.CharField(widget=forms.TextInput(attrs={"maxlength": ask.limit}), **given)
        case _:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **given)
