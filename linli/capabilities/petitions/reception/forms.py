"""What a clerk says about the visitor at their desk. What is wrong, the acts say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.reception.models import Desk, Ending
from linli.doors.desk.forms.wrong import show_wrong


class VisitForm(forms.Form):
    """One form for all that can happen next: on to others, back to the window, or the end."""

    note = forms.CharField(
        label=_("给下一位接待的话"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("免得来的人从头再说一遍。来访结束就清掉，登记成事项的写进那件事。"),
    )
    to = forms.MultipleChoiceField(label=_("转到哪里"), required=False, widget=forms.CheckboxSelectMultiple)
    ending = forms.ChoiceField(
        label=_("怎么结束的"), required=False, widget=forms.RadioSelect, choices=Ending.choices
    )
    number = forms.CharField(
        label=_("登记成了哪件事"),
        required=False,
        help_text=_(
            "13位编号。用“登记成信访事项”登记的，来访会自动结束。检举控告请选“当场说清楚了”，免得从数字上看出来。"
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(
        self,
        said: Mapping[str, Any] | None,
        *,
        desks: Sequence[Desk],
        errors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(said)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [
            (str(desk.id), f"{desk.room} {desk.unit.name} {desk.about}".strip()) for desk in desks
        ]
        if errors:
            show_wrong(self, errors)
