"""Forms drawn with our own field, so that `{{ form }}` already looks right and says its errors well."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    form_template_name = "look/parts/form.html"
    field_template_name = "look/parts/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw lists of choice by hand: Django includes two templates for each option, and we have hundreds of units."""
        if template_name == SELECT:
            return mark_safe("".join(_select(context["widget"])))
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> Iterator[str]:
    yield f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{conditional_escape(group)}">'
        for option in options:
            value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
            yield f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'
        if group:
            yield "</optgroup>"
    yield "</select>"


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    said = [
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return mark_safe("".join(said))
