"""The forms of a request for more time, and of the decision on it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.flow.handling.timing import grounds
from linli.flow.handling.timing.actions import Wish
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.calendars.explain import limit_words
from linli.lib.limits import Limit


class WishForm(forms.Form):
    """An extension, or a pause; what does not belong to the kind chosen is left out of account."""

    kind = forms.ChoiceField(
        label=_("申请什么"), choices=TimeRequest.Kind.choices, widget=forms.RadioSelect, initial="extend"
    )
    amount = forms.IntegerField(label=_("延多久"), required=False, min_value=1)
    ground = forms.ChoiceField(label=_("中止计时：属于哪种情形"), required=False)
    until = forms.DateTimeField(
        label=_("中止计时：预计什么时候恢复"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "short"}),
    )
    reason = forms.CharField(
        label=_("理由（给审批人看）"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label=_("告诉居民的原因"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("批准以后，居民在页面上看到这句话和新的日期。"),
    )

    def __init__(self, *args: Any, limit: Limit, **options: Any) -> None:
        super().__init__(*args, **options)
        most = {"limit": limit_words(limit.amount, limit.unit), "source": limit.source}
        self.fields["amount"].help_text = _("最多%(limit)s。依据：%(source)s") % most
        choices = [(each.name, str(each.label)) for each in grounds.every().values()]
        self.fields["ground"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        said = self.cleaned_data
        until: datetime | None = said["until"]
        return Wish(said["kind"], said["reason"], said["words"], said["amount"], said["ground"], until)


class DecisionForm(forms.Form):
    """Approve with words for the resident, or refuse with a reason for the colleague."""

    words = forms.CharField(
        label=_("告诉居民的原因"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    decision = forms.CharField(
        label=_("不批准的理由"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
