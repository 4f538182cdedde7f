"""The three screens on which a resident brings something. Whole screens may be left empty, and say so themselves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.doors.portal import draft
from linli.doors.portal.forms.said import SaidForm

OTHER = "-"


class WhatForm(SaidForm):
    """What happened."""

    text = forms.CharField(
        label=_("发生了什么？"),
        help_text=_("像平时说话一样写：什么事，什么时候开始的，希望怎么解决。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    photos = forms.FileField(label=_("照片"), required=False)
    kind = forms.ChoiceField(label=_("您想要什么？"), widget=forms.RadioSelect)

    def __init__(self, values: Mapping[str, Any], errors: Mapping[str, str] | None = None) -> None:
        super().__init__(values, errors)
        kinds = draft.kinds()
        self.offer(
            "kind",
            [(value, _("%(kind)s：%(why)s") % {"kind": label, "why": hint}) for value, label, hint in kinds],
        )


class WhereForm(SaidForm):
    """Where it is: one box for whatever people call a place by, and a choice where the words fit several."""

    place = forms.CharField(
        label=_("地点"),
        help_text=_("例如：村名和门牌号、旁边的学校或桥、门牌上的15位网格编号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    meant = forms.ChoiceField(label=_("您说的是哪一处？"), widget=forms.RadioSelect)

    def __init__(
        self,
        values: Mapping[str, Any],
        errors: Mapping[str, str] | None = None,
        candidates: list[tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(values, errors)
        if candidates:
            self.offer("meant", [*candidates, (OTHER, _("都不是，就按我写的记"))])
        else:
            del self.fields["meant"]


class ReachForm(SaidForm):
    """How to reach them, if they like."""

    phone = forms.CharField(
        label=_("手机或电话"),
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short"}
        ),
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "short"}),
    )
