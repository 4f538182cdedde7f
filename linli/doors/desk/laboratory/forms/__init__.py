"""The forms of the laboratory. What is wrong beyond single fields, the actions say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Severity
from linli.core.registers.forms.rows import form_field
from linli.flow.routing.laboratory.models import DraftDuty, DraftRule
from linli.flow.routing.laboratory.replaying.findings import known_kinds

ANY = [("", _("不限"))]


class DateInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class DraftForm(forms.Form):
    """A new draft."""

    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如“春季调整”"))
    reason = forms.CharField(
        label=_("为什么改"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RuleForm(forms.ModelForm):
    """One rule of a draft."""

    place = forms.IntegerField(
        label=_("次序"),
        min_value=1,
        max_value=32_000,
        required=False,
        help_text=_("小的先试；不填就排在最后"),
    )
    kind = forms.ChoiceField(label=_("类型"), required=False)

    class Meta:
        model = DraftRule
        fields = ("sentence", "sentence_en", "severity", "kind", "to", "place")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, severity = self.fields["kind"], self.fields["severity"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(severity, forms.ChoiceField)  # noqa: S101, PT018
        kind.choices = [*ANY, *known_kinds().items()]
        severity.choices = [*ANY, *Severity.choices]

    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if said.get("place") is None:
            said.pop("place")
        return said


def duty_form(data: Mapping[str, Any] | None = None, **options: Any) -> forms.ModelForm:
    """Return the form of a line: rows of large registers are typed, not picked."""
    made = forms.modelform_factory(
        DraftDuty,
        fields=("category", "area", "severity", "unit", "article"),
        formfield_callback=form_field,
    )
    form = made(data, **options)
    area = form.fields["area"]
    area.help_text = _("不填就是全县")
    severity = form.fields["severity"]
    if isinstance(severity, forms.ChoiceField):
        severity.choices = [*ANY, *Severity.choices]
    return form


class MattersForm(forms.Form):
    """Which matters to replay."""

    since = forms.DateField(label=_("收到自"), widget=DateInput())
    until = forms.DateField(label=_("收到至"), widget=DateInput())
    on = forms.DateField(
        label=_("按哪一天的单位算"), widget=DateInput(), help_text=_("单位会改名、合并，规则有生效日期")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("结束的日子早于开始的日子。"))
        return said


class FileForm(forms.Form):
    """A table of past orders instead."""

    file = forms.FileField(
        label=_("表格"),
        help_text=_(
            "CSV 或 XLSX。列名：日期、乡镇街道、村社区、一级分类、二级分类、三级分类、责任单位、轻重、类型。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    severity = forms.ChoiceField(
        label=_("表里没写轻重的"), required=False, choices=[("", _("只试不分轻重的规则")), *Severity.choices]
    )


class LearnForm(forms.Form):
    """A table of past orders to learn from."""

    file = forms.FileField(label=_("表格"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.gz"}))


class PublishForm(forms.Form):
    """From which day."""

    on = forms.DateField(label=_("从哪天起生效"), widget=DateInput())
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(forms.Form):
    on = forms.DateField(label=_("从哪天起恢复原来的规则"), widget=DateInput())

    def __init__(self, data: Mapping[str, Any] | None = None, *, earliest: date) -> None:
        super().__init__(data, initial={"on": earliest})


class TryForm(forms.Form):
    """One matter, as routing looks at it."""

    kind = forms.ChoiceField(label=_("类型"), required=False)
    severity = forms.ChoiceField(label=_("轻重"), choices=Severity.choices)
    category = forms.ChoiceField(label=_("分类"), required=False)
    place = forms.ChoiceField(label=_("地点"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, categories: Any, places: Any) -> None:
        super().__init__(data)
        offered = {
            "kind": [*ANY, *known_kinds().items()],
            "category": [("", _("没有分类")), *categories],
            "place": [("", _("没有写明")), *places],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = choices
