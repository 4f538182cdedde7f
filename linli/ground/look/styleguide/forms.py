"""Forms of the style guide: every kind of field, one of them filled in wrongly."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Question(forms.Form):
    text = forms.CharField(
        label=_("发生了什么？"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("用自己的话写就好。不用写名字。"),
        error_messages={"required": _("请写一两句，说说发生了什么。")},
    )
    kind = forms.ChoiceField(
        label=_("您想要什么？"),
        choices=[("ask", _("请人来处理")), ("suggest", _("提个建议")), ("thank", _("说声谢谢"))],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label=_("怎么联系您？"), required=False, help_text=_("只给办理的人看。"))
    photos = forms.FileField(label=_("照片"), required=False)


class Reply(forms.Form):
    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 3}))
    outcome = forms.ChoiceField(
        label=_("办理结果"), choices=[("", "—"), ("solved", _("已解决")), ("partly", _("部分解决"))]
    )
    tell = forms.BooleanField(label=_("同时发短信告诉居民"), required=False)


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("理由"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("居民也会看到。")
    )
