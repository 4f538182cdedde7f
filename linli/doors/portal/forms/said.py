"""A form that shows what was typed and what is wrong with it. What is wrong is decided below the doors, not here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict


class SaidForm(forms.Form):
    """Shows `values`; with `errors` (field → sentence) each field is marked, and what has no field stands on top."""

    use_required_attribute = False

    def __init__(self, values: Mapping[str, Any], errors: Mapping[str, str] | None = None) -> None:
        self._said = dict(errors or {})
        super().__init__(data=dict(values) if errors else None, initial=dict(values))

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """Set what a field of choices offers."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for name, sentence in self._said.items():
            self.add_error(name if name in self.fields else None, sentence)
