"""The form of a letter, made from what its kind asks for; delivering one; the words of a template."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.flow.outcomes.letters.kinds import Ask, Fields, LetterKind
from linli.flow.outcomes.letters.models import Way
from linli.flow.outcomes.letters.writing import rows_of
from linli.ground.documents.reading.template import TEXTS, Template

DAY = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
LONG = {"text": 8, "lines": 3, "rows": 4}


class LetterForm(forms.Form):
    """What the writer of a letter fills in; the actions decide what is right, so that every door says the same."""

    def __init__(
        self, kind: LetterKind, template: Template, said: Fields, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.template = kind, template
        for ask in kind.asks:
            self.fields[ask.name] = _field(ask)
            self.initial.setdefault(ask.name, _typed(said.get(ask.name, "")))

    def said(self) -> Fields:
        """Return the fields of the letter as they were typed."""
        return {ask.name: self._said(ask) for ask in self.kind.asks}

    def _said(self, ask: Ask) -> Any:
        typed = self.cleaned_data.get(ask.name) or ""
        if ask.kind == "lines":
            return [line.strip() for line in str(typed).splitlines() if line.strip()]
        return rows_of(self.template, ask.name, str(typed)) if ask.kind == "rows" else typed


def _field(ask: Ask) -> forms.Field:
    common: dict[str, Any] = {"label": ask.label, "help_text": ask.hint, "required": ask.required}
    common["error_messages"] = {"required": format_lazy(_("请填写“{label}”。"), label=ask.label)}
    if ask.kind == "date":
        return forms.DateField(widget=DAY, **common)
    if ask.kind == "choice":
        return forms.ChoiceField(choices=[("", "—"), *ask.choices], **common)
    if ask.kind in LONG:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": LONG[ask.kind]}), **common)
    return forms.CharField(**common)


def _typed(value: Any) -> Any:
    """Return a field as its form shows it: lists as lines."""
    if isinstance(value, list | tuple):
        return "\n".join(
            " | ".join(str(each) for each in one.values()) if isinstance(one, Mapping) else str(one)
            for one in value
        )
    return value


class CorrectForm(forms.Form):
    """Why a letter is replaced."""

    reason = forms.CharField(
        label=_("为什么更正"),
        max_length=200,
        help_text=_("诉求人会看到这个理由。"),
        error_messages={"required": _("请写明为什么更正。")},
    )


class DeliverForm(forms.Form):
    how = forms.ChoiceField(
        label=_("怎样送达的"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎样送达的。")},
    )
    to = forms.CharField(
        label=_("交给了谁"),
        required=False,
        help_text=_("写明是本人还是谁代收；邮寄的写地址和单号；念给对方听的写给谁听。"),
    )
    on = forms.DateField(
        label=_("哪天送达的"), widget=DAY, error_messages={"required": _("请写明哪天送达的。")}
    )


class VoidForm(forms.Form):
    why = forms.CharField(
        label=_("为什么作废"), max_length=200, error_messages={"required": _("请写明为什么作废。")}
    )


LABELS = {
    "head": _("红字机关名称（可以不写）"),
    "title": _("标题"),
    "addressee": _("写给谁（主送机关）"),
    "body": _("正文"),
    "attachments": _("附件"),
    "sign": _("署名"),
    "notes": _("附注（日期下面的括号）"),
    "copies": _("抄送和印发（最后一页下边）"),
}
NEEDED = ("title", "body")
ROWS = {"body": 16, "copies": 3, "attachments": 2}


class TemplateForm(forms.Form):
    """The words of a template; braces hold the names of fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in TEXTS:
            rows = ROWS.get(part, 1)
            widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
            self.fields[part] = forms.CharField(
                label=LABELS[part],
                required=part in NEEDED,
                strip=False,
                widget=widget,
                error_messages={"required": _("这里不能空着。")},
            )
        self.fields["note"] = forms.CharField(label=_("这次改了什么"), required=False, max_length=200)

    def texts(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(part) or "" for part in TEXTS}


class SpanForm(forms.Form):
    """Of which days a list is."""

    since = forms.DateField(label=_("从"), required=False, widget=DAY)
    until = forms.DateField(label=_("到"), required=False, widget=DAY)
