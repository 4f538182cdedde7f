"""Asking for an article of the duty list: its lines about the category are offered, anything may be typed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.flow.routing.queries import duty_lines


class OfferingInput(forms.TextInput):
    """A line to type in, with a list to choose from below it that every browser knows how to show."""

    def __init__(self, offered: Sequence[str], attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.offered = offered

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        key = f"{(attrs or {}).get('id', name)}_offered"
        field = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', field, key, options)


def article_field(matter: Matter, longest: int, *, on: date, **given: Any) -> forms.CharField:
    """Return the field; below its label stands what the duty list says about the matter's category."""
    lines = [line for line in duty_lines(matter.category_id, on=on) if line.article]
    told = "；".join(f"{line.unit}：{line.article}" for line in lines)
    hint = _("责任清单上这一类：%(lines)s。可以选，也可以自己写。") % {"lines": told} if told else ""
    offered = list(dict.fromkeys(line.article for line in lines))
    widget = OfferingInput(offered, {"maxlength": longest})
    return forms.CharField(widget=widget, help_text=hint, **given)
