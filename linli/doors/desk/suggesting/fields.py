"""The field in which somebody chooses a category, with what the text seems to be about. Nothing is chosen for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from linli.flow.routing.suggesting.queries import Learned, Suggestion, learned, suggest

TEMPLATE = "desk_suggesting/suggestions.html"


@dataclass(frozen=True)
class Offered:
    """What is suggested for one text, and by what; `was_asked` where somebody waits for the answer."""

    by: Learned | None = None
    suggestions: Sequence[Suggestion] = ()
    was_asked: bool = False

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the suggestions as the first group of a list of choice, which needs no script."""
        rows = [(str(each.category.id), f"{each.name}（{each.percent}%）") for each in self.suggestions]
        return [(_("像是"), rows)] if rows else []


def offered(text: str, title: str = "", *, on: date, was_asked: bool = False) -> Offered:
    return Offered(learned(on=on), suggest(text, title, on=on), was_asked)


class SuggestingSelect(forms.Select):
    """A list of choice with the suggestions in words above it."""

    offered = Offered()

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        select = super().render(name, value, dict(attrs or {}), renderer)
        if self.offered.by is None:
            return select
        return mark_safe(drawn(self.offered, str((attrs or {}).get("id", name))) + select)


def drawn(what: Offered, field_id: str) -> SafeString:
    """Return the suggestions in words; each can be put into the field `field_id` by hand."""
    return render_to_string(TEMPLATE, {"offered": what, "field_id": field_id})


def category_field(what: Offered, categories: Sequence[tuple[str, str]], **given: Any) -> forms.ChoiceField:
    """Return a field for one of `categories` (id, name), with what is suggested."""
    widget = SuggestingSelect()
    widget.offered = what
    choices: list[Any] = [("", "—"), *what.choices(), *categories]
    return forms.ChoiceField(choices=choices, widget=widget, **given)
