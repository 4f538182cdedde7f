"""What the register is asked for, and what is said of a duty that was carried out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.actions.duties import LONGEST
from linli.capabilities.petitions.models import Conclusion, Form, Klass, Stage

ALL = ("", _("全部"))
DAY = forms.DateInput(attrs={"type": "date", "class": "short"})
KLASSES = [(value, label) for value, label in Klass.choices if value != Klass.ACCUSATION]
STANDINGS = [("open", _("在办")), ("closed", _("已办结"))]


class AskedForm(forms.Form):
    """Which petitions to list. A class that is sealed is not among them."""

    klass = forms.ChoiceField(label=_("类别"), required=False, choices=[ALL, *KLASSES])
    stage = forms.ChoiceField(label=_("阶段"), required=False, choices=[ALL, *Stage.choices])
    form = forms.ChoiceField(label=_("形式"), required=False, choices=[ALL, *Form.choices])
    conclusion = forms.ChoiceField(label=_("结论"), required=False, choices=[ALL, *Conclusion.choices])
    standing = forms.ChoiceField(label=_("状态"), required=False, choices=[ALL, *STANDINGS])
    unit = forms.ChoiceField(label=_("在哪个机关"), required=False)
    since = forms.DateField(label=_("从哪天收到"), required=False, widget=DAY)
    until = forms.DateField(label=_("到哪天收到"), required=False, widget=DAY)


class DoneForm(forms.Form):
    """How a duty was carried out; the petitioner reads it."""

    evidence = forms.CharField(
        label=_("怎么落实的（诉求人看得到）"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
