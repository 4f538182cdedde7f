from django import forms
from django.utils.translation import gettext_lazy as _


class ContestForm(forms.Form):
    """Why the resident does not agree."""

    text = forms.CharField(
        label=_("您为什么不同意"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )
