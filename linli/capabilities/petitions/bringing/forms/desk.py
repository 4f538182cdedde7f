"""Registering a petition for somebody: window, letter, telephone, visit, group, spoken. One dense page for the keyboard."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.bringing import outlook
from linli.capabilities.petitions.bringing.reading import most_others
from linli.capabilities.petitions.bringing.respondents import offered as respondents_offered
from linli.capabilities.petitions.models import Form
from linli.core.matters.models import IdentityLevel, Severity
from linli.doors.desk import queries
from linli.doors.desk.forms.articles import OfferingInput
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.suggesting.fields import category_field, offered
from linli.ground.places.models import Level

SLOTS = ("about_1", "about_2", "about_3")
TEL = {"inputmode": "tel", "autocomplete": "off"}
NAMES = {"photos": "text", "cell": "place", "kind": "klass", "title": "request", "people": "name_1"}
FORMS = [(one.value, one.label) for one in Form if one != Form.ONLINE]


class RegisterForm(forms.Form):
    """What somebody told a clerk. What is wrong with it, intake says."""

    key = forms.CharField(widget=forms.HiddenInput)
    stop = forms.CharField(widget=forms.HiddenInput, required=False)
    klass = forms.ChoiceField(label=_("类别"))
    form = forms.ChoiceField(label=_("形式"), choices=FORMS)
    severity = forms.ChoiceField(label=_("轻重"), choices=Severity.choices)
    request = forms.CharField(
        label=_("请求"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("希望怎样")
    )
    text = forms.CharField(
        label=_("事实"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_("照对方的话写，不替他改。")
    )
    reasons = forms.CharField(label=_("理由"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    category = forms.ChoiceField(label=_("分类"), required=False)
    village = forms.ChoiceField(label=_("问题发生在哪个村社区"), required=False)
    place = forms.CharField(label=_("地点"), required=False)
    identity = forms.ChoiceField(label=_("身份"), choices=IdentityLevel.choices)
    name = forms.CharField(label=_("姓名"), required=False)
    phone = forms.CharField(label=_("电话"), required=False, widget=forms.TextInput(attrs=TEL))
    address = forms.CharField(label=_("住址"), required=False)
    wants_reply = forms.BooleanField(label=_("要书面答复"), required=False)
    confirmed = forms.BooleanField(
        label=_("当面核对了身份（只记核对过，不留证件、不记号码）"), required=False
    )
    people_count = forms.CharField(
        label=_("人数"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    helper_name = forms.CharField(label=_("代办人姓名"), required=False)
    helper_phone = forms.CharField(label=_("代办人电话"), required=False, widget=forms.TextInput(attrs=TEL))
    consent = forms.BooleanField(label=_("当事人同意代办"), required=False)
    postmarked = forms.CharField(
        label=_("邮戳日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("来信才填"),
    )
    told_at = forms.CharField(
        label=_("对方反映的时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("刚刚反映的不用填"),
    )
    read_back = forms.BooleanField(label=_("口头说的：记下来念给他听过，他说没有错"), required=False)
    about_1 = forms.CharField(label=_("被反映的人、职务或单位"), required=False)
    about_2 = forms.CharField(label=_("还有谁"), required=False)
    about_3 = forms.CharField(label=_("还有谁"), required=False)
    grade = forms.BooleanField(label=_("身份须两人同意才能打开"), required=False)

    def __init__(self, said: Mapping[str, Any], *, on: date, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(said if errors else None, initial=dict(said))
        self.others = most_others(on=on)
        self._offer(on)
        self.offered = offered(self["text"].value() or "", on=on)
        label = self.fields["category"].label
        self.fields["category"] = category_field(
            self.offered, queries.categories(), label=label, required=False
        )
        for place in range(1, self.others + 1):
            number = {"n": place + 1}
            self.fields[f"name_{place}"] = forms.CharField(
                label=_now("第%(n)s名代表的姓名") % number, required=False
            )
            self.fields[f"phone_{place}"] = forms.CharField(
                label=_now("第%(n)s名代表的电话") % number, required=False, widget=forms.TextInput(attrs=TEL)
            )
        for name in self.fields:
            self.fields[name].required = False if errors else self.fields[name].required
        if errors:
            show_wrong(self, {NAMES.get(name, name): sentence for name, sentence in errors.items()})

    def _offer(self, on: date) -> None:
        choices = {
            "klass": [(one.value, one.label) for one in outlook.outlooks(on=on)],
            "village": [("", "—"), *queries.areas(Level.VILLAGE, on=on)],
        }
        for name, each in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = each
        labels = [words for _value, words in respondents_offered(on=on)]
        for slot in SLOTS:
            self.fields[slot].widget = OfferingInput(labels, {"autocomplete": "off"})

    def representatives(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name_{place}"], self[f"phone_{place}"]) for place in range(1, self.others + 1)]
