"""Registering a matter for somebody at the window or on the telephone: one dense page."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.core import capability
from linli.core.matters.models import Severity
from linli.doors.desk import queries
from linli.doors.desk.suggesting.fields import category_field, offered
from linli.flow.intake.submission import Spot, Submission
from linli.ground.places.models import Level


class RegisterForm(forms.Form):
    """What somebody told a clerk. What is wrong with it, intake says; here it only becomes a submission."""

    key = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("类型"))
    text = forms.CharField(
        label=_("内容"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("照对方的话写：什么事，从什么时候开始，希望怎么解决。"),
    )
    title = forms.CharField(label=_("标题"), required=False, help_text=_("不填就用内容的第一句"))
    category = forms.ChoiceField(label=_("分类"), required=False)
    severity = forms.ChoiceField(label=_("轻重"), choices=Severity.choices)
    channel = forms.ChoiceField(label=_("来源"))
    village = forms.ChoiceField(label=_("村社区"), required=False)
    place = forms.CharField(label=_("地点"), required=False, help_text=_("门牌号、路名或旁边的标志"))
    longitude = forms.CharField(required=False, widget=forms.HiddenInput)
    latitude = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("怎么称呼"), required=False)
    phone = forms.CharField(
        label=_("联系电话"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    told_at = forms.CharField(
        label=_("对方反映的时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("刚刚反映的不用填"),
    )

    def __init__(self, said: Mapping[str, Any], *, on: date, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(said if errors else None, initial=dict(said))
        self._offer(on)
        self.offered = offered(self["text"].value() or "", self["title"].value() or "", on=on)
        label = self.fields["category"].label
        self.fields["category"] = category_field(
            self.offered, queries.categories(), label=label, required=False
        )
        for name, sentence in (errors or {}).items():
            self.add_error(NAMES.get(name, name) if NAMES.get(name, name) in self.fields else None, sentence)

    def _offer(self, on: date) -> None:
        kinds = [
            (f"{each.name}.{kind.code}", str(kind.label))
            for each in capability.every()
            for kind in each.kinds
            if kind.offered
        ]
        offered = {
            "kind": kinds,
            "channel": [one for one in queries.channel_choices() if one[0] != "portal"]
            or queries.channel_choices(),
            "village": [("", "—"), *queries.areas(Level.VILLAGE, on=on)],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


NAMES = {"photos": "text", "cell": "place"}


def submission(said: Mapping[str, str]) -> Submission:
    """Return what was typed as intake takes it; what cannot be read is left for intake to refuse."""
    plug, _dot, kind = said.get("kind", "").partition(".")
    return Submission(
        key=said.get("key", ""),
        capability=plug,
        kind=kind,
        text=said.get("text", ""),
        title=said.get("title", "").strip(),
        channel=said.get("channel", ""),
        category_id=_uuid(said.get("category", "")),
        severity=said.get("severity", ""),
        spot=Spot(
            village_id=_uuid(said.get("village", "")),
            longitude=_number(said.get("longitude", "")),
            latitude=_number(said.get("latitude", "")),
            words=said.get("place", "").strip(),
        ),
        name=said.get("name", ""),
        phone=said.get("phone", "").strip(),
        happened_at=_moment(said.get("told_at", "")),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _moment(text: str) -> Any:
    field = forms.DateTimeField(required=False)
    try:
        moment = field.clean(text)
    except forms.ValidationError:
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
