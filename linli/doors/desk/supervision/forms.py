"""The questions of supervision. What is wrong with an answer, the action says."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.flow.handling.supervision.actions.issuing import BY_HAND
from linli.flow.handling.supervision.models import Level, Trigger
from linli.flow.handling.supervision.queries.reading import Filters, addressees
from linli.ground.people.models import Unit

DAY = forms.DateInput(attrs={"type": "date", "class": "short"})


def words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IssueForm(forms.Form):
    """Whom to ask what, why, in whose name, by when."""

    trigger = forms.ChoiceField(label=_("为什么督办"))
    addressee = forms.ChoiceField(label=_("请哪个单位回复"), help_text=_("正在办或办过这件事的单位。"))
    level = forms.ChoiceField(label=_("以什么名义"), widget=forms.RadioSelect)
    question = forms.CharField(label=_("问题"), widget=words(), max_length=2_000)
    demand = forms.CharField(label=_("要求"), widget=words(), max_length=2_000)
    until = forms.DateField(
        label=_("约定的日期"), required=False, widget=DAY, help_text=_("不填就按督办的规定时限。")
    )

    def __init__(
        self, matter: Matter, levels: Sequence[Level], data: Any, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        choices: Mapping[str, list[tuple[str, Any]]] = {
            "trigger": [(one.value, one.label) for one in Trigger if one in BY_HAND],
            "addressee": [(str(unit.id), unit.name) for unit in addressees(matter)],
            "level": [(one.value, one.label) for one in levels],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    def said(self) -> dict[str, Any]:
        """Return what the action asks for."""
        said = dict(self.cleaned_data)
        addressee = said.pop("addressee")
        return {**said, "addressee_id": UUID(addressee)}


class AnswerForm(forms.Form):
    """The answer in writing, with papers and pictures."""

    done = forms.CharField(label=_("做了什么"), widget=words(), max_length=2_000)
    result = forms.CharField(label=_("结果怎样"), widget=words(), max_length=2_000)
    measures = forms.CharField(label=_("今后的措施"), widget=words(), max_length=2_000)


class GiveForm(forms.Form):
    """Give a mark that is proposed."""

    reason = forms.CharField(label=_("理由"), widget=words(3), max_length=2_000)
    demand = forms.CharField(
        label=_("要求"),
        widget=words(3),
        max_length=2_000,
        help_text=_("亮牌的同时发一份督办，请单位书面回复。"),
    )


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = forms.CharField(label=_("理由"), widget=words(3), max_length=2_000)


class DecideForm(forms.Form):
    """Decide on an objection."""

    upheld = forms.ChoiceField(
        label=_("裁定"),
        choices=[("yes", _("异议成立，撤销")), ("no", _("异议不成立"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(label=_("裁定理由"), widget=words(3), max_length=2_000)


class FilterForm(forms.Form):
    """Which supervisions are listed or counted."""

    unit = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Unit.objects.none(), required=False, empty_label=_("不限")
    )
    since = forms.DateField(label=_("发出自"), required=False, widget=DAY)
    until = forms.DateField(label=_("发出至"), required=False, widget=DAY)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Unit.objects.order_by("kind", "code")

    def filters(self, measure: str = "") -> Filters:
        """Return what is asked for; what cannot be read is left out."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        unit: Unit | None = found.get("unit")
        since: date | None = found.get("since")
        return Filters(unit.id if unit else None, since, found.get("until"), measure)
