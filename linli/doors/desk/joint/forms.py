"""The forms of acts on tasks. What is missing or wrong, the acts themselves say."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.doors.desk.forms.wrong import show_wrong

MOMENT = {"type": "datetime-local", "class": "short"}


class ActForm(forms.Form):
    """A form whose sentences come from the act: it reads what was typed, and shows what the act found wrong."""

    def full_clean(self) -> None:
        """Read without asking for anything: the label says what is required, the act says what is missing."""
        asked = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, required in asked.items():
            self.fields[name].required = required

    def refuse(self, errors: Mapping[str, str]) -> None:
        show_wrong(self, errors)


def words_of(label: Any, *, rows: int = 4, required: bool = True, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=required, help_text=hint)


def moment_of(label: Any, *, hint: Any = "", required: bool = False) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=hint)


class Plain(ActForm):
    """Nothing is asked."""


class Answer(ActForm):
    text = words_of(_("您单位的意见"), hint=_("做了什么、结果怎样。主办单位会并入给居民的答复。"))
    dissent = words_of(
        _("不同意主办单位的地方"), rows=2, required=False, hint=_("会记下来，工作人员看得到，居民看不到。")
    )


class Refuse(ActForm):
    reason = words_of(_("为什么不该由您单位做"), hint=_("由中心裁定。裁定以前任务还在您单位，时限照走。"))
    article = forms.CharField(label=_("依据哪一条"), help_text=_("例如：责任清单第12项"))


class Rule(ActForm):
    decision = forms.ChoiceField(
        label=_("裁定"),
        widget=forms.RadioSelect,
        choices=[("stays", _("仍由这个单位办")), ("goes", _("同意异议，撤销任务"))],
    )
    reason = words_of(_("裁定的理由"), rows=3)


class Reason(ActForm):
    reason = words_of(_("理由"), rows=3)


class SendBack(ActForm):
    reason = words_of(_("还缺什么"), rows=3, hint=_("只能退回一次，时限重新开始。"))


class ReportIn(ActForm):
    who = forms.CharField(label=_("谁到场了"), help_text=_("姓名和岗位"))
    arrived_at = moment_of(_("什么时候到的"), hint=_("不填就是现在。"))
    text = words_of(_("在现场做了什么"), rows=3, required=False)


class Rate(ActForm):
    on_time = forms.ChoiceField(
        label=_("按时到了吗"),
        widget=forms.RadioSelect,
        choices=[("yes", _("按时")), ("no", _("没有按时"))],
    )
    effective = forms.ChoiceField(
        label=_("解决得怎么样"),
        widget=forms.RadioSelect,
        choices=[("3", _("解决了")), ("2", _("解决了一部分")), ("1", _("没有解决"))],
    )
    words = words_of(_("想说的话"), rows=3, required=False, hint=_("部门看得到，也可以作说明。"))


class Missed(ActForm):
    """Rating a department that did not come."""

    words = words_of(_("想说的话"), rows=3, required=False, hint=_("部门看得到，也可以作说明。"))


class Respond(ActForm):
    text = words_of(_("您单位的说明"), rows=3)


class Units(forms.MultipleChoiceField):
    """Units to tick."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, widget=forms.CheckboxSelectMultiple, **more)


class Ask(ActForm):
    units = Units(_("请哪些单位"))
    asked = words_of(_("请做什么，要什么结果"), rows=3)
    until = moment_of(_("什么时候前回意见"), hint=_("不填就按规定的时限。"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].choices = units  # type: ignore[attr-defined]


class Whistle(Ask):
    units = Units(_("请哪些部门到场"))
    place = forms.CharField(label=_("到哪里"))
    at = moment_of(_("什么时候到"), hint=_("不填就是马上，按规定的时限到场。"))
    purpose = words_of(_("要解决什么"), rows=3)
    asked = None  # type: ignore[assignment]
    until = None  # type: ignore[assignment]
