"""The form of a limit: procedures, clocks and kinds are chosen from what this installation has."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core import capability
from linli.core.clocks.models import LimitRow
from linli.core.procedures import obligations, shelf
from linli.core.registers.forms.rows import RowForm, form_field


class LimitForm(RowForm):
    procedure = forms.ChoiceField(label=gettext_lazy("流程"))
    clock = forms.ChoiceField(label=gettext_lazy("时限"))
    kind = forms.ChoiceField(label=gettext_lazy("类型"), required=False)

    class Meta:
        model = LimitRow
        fields = (
            "procedure",
            "clock",
            "category",
            "kind",
            "severity",
            "amount",
            "unit",
            "source",
            "valid_from",
            "valid_to",
        )
        formfield_callback = form_field

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        procedures = [shelf.current(name) for name in capability.procedures()]
        shared = {rule.name: str(rule.label) for rule in obligations.every().values()}
        clocks = shared | {
            clock.name: str(clock.label) for one in procedures for clock in one.clocks.values()
        }
        kinds = {kind.code: str(kind.label) for one in capability.every() for kind in one.kinds}
        self._offer("procedure", {one.name: str(one.title) for one in procedures})
        self._offer("clock", clocks)
        self._offer("kind", {"": _("都适用"), **kinds})

    def _offer(self, field: str, choices: dict[str, str]) -> None:
        self.fields[field].choices = list(choices.items())  # type: ignore[attr-defined]
