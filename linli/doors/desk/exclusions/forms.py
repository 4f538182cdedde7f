"""The forms of a request to leave a matter out of the rates, and of the decision on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.flow.outcomes.exclusions import grounds


class AskForm(forms.Form):
    ground = forms.ChoiceField(label=_("属于哪种情形"), required=False)
    reason = forms.CharField(
        label=_("理由"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.name, f"{one.label}（{one.source}）") for one in grounds.every().values()]
        self.fields["ground"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    words = forms.CharField(
        label=_("意见（诉求人会看到）"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
