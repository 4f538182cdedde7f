"""The forms of meetings. What is missing or wrong, the acts themselves say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.doors.desk.joint.forms import ActForm, Units, moment_of, words_of

Choices = Sequence[tuple[str, str]]


class Plan(ActForm):
    """A meeting to be planned. `items` are the matters of its agenda, ticked."""

    kind = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("会议名称"))
    at = moment_of(_("什么时候开"), required=True)
    place = forms.CharField(label=_("在哪里开"))
    chair = forms.ChoiceField(label=_("主持人"), required=False)
    items = Units(_("议程上的事项"))
    why = words_of(
        _("为什么要会商"), rows=2, required=False, hint=_("写在每件事的议程上，例如：三个单位说法不一。")
    )
    units = Units(_("请哪些单位参加"))

    def __init__(self, *args: Any, items: Choices, units: Choices, chairs: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["items"].choices = items  # type: ignore[attr-defined]
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        self.fields["chair"].choices = [("", "—"), *chairs]  # type: ignore[attr-defined]


class Cancel(ActForm):
    reason = words_of(_("为什么取消"), rows=2)


class Reschedule(ActForm):
    at = moment_of(_("改到什么时候"), required=True)
    place = forms.CharField(label=_("在哪里开"))
    reason = words_of(_("为什么改"), rows=2)


class Invite(ActForm):
    units = Units(_("再请哪些单位"))

    def __init__(self, *args: Any, units: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["units"].choices = units  # type: ignore[attr-defined]


class AddItem(ActForm):
    number = forms.CharField(label=_("事项编号"))
    why = forms.CharField(label=_("为什么上会"), required=False)


class Minutes(ActForm):
    text = words_of(_("纪要"), rows=16, hint=_("每次保存都是新的一版，以前的版本留着。"))


class Held(ActForm):
    """Who came: one line a unit, ticked, with who it was."""

    held_at = moment_of(_("什么时候开的"), hint=_("不填就是现在。"))
    attended = Units(_("哪些单位到会"))

    def __init__(self, *args: Any, units: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["attended"].choices = units  # type: ignore[attr-defined]
        for key, name in units:
            label = _("%(unit)s谁到会") % {"unit": name}
            self.fields[f"who_{key}"] = forms.CharField(label=label, required=False, max_length=100)


class Discuss(ActForm):
    discussion = words_of(_("讨论了什么"), rows=4, required=False)
    decision = words_of(_("怎么定的"), rows=3)
    tells = forms.BooleanField(label=_("告诉居民"), required=False)
    told = words_of(
        _("告诉居民的话"),
        rows=3,
        required=False,
        hint=_("勾了“告诉居民”才会给居民看，请用居民看得懂的话写。"),
    )


class Decide(ActForm):
    unit = forms.ChoiceField(label=_("由哪个单位落实"))
    asked = words_of(_("落实什么"), rows=3)
    until = moment_of(_("什么时候前办好"), hint=_("不填就按规定的时限。"))
    before_reply = forms.BooleanField(
        label=_("答复居民前要办好"), required=False, help_text=_("不勾，答复和办结以后还会继续盯着。")
    )

    def __init__(self, *args: Any, units: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", "—"), *units]  # type: ignore[attr-defined]


class Remove(ActForm):
    reason = forms.CharField(label=_("为什么撤下"))


class Confirm(ActForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
