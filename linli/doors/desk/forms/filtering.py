"""The form that changes the filters of a list: a plain GET form, so the address says what the list is."""

from collections.abc import Callable, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core import capability
from linli.core.matters.models import Severity
from linli.core.procedures import shelf
from linli.doors.desk import queries
from linli.flow.handling.worklists import Filters
from linli.flow.outcomes.names import OUTCOMES
from linli.ground.places.models import Level

Choices = Sequence[tuple[str, str]]
LATE = [("yes", _("逾期")), ("no", _("按时"))]


def kinds() -> Choices:
    """Return the kinds that lists can show, each code once: what is sealed stands in no list."""
    found: dict[str, str] = {}
    for kind in (kind for each in capability.every() for kind in each.kinds if not kind.sealed):
        found.setdefault(kind.code, str(kind.label))
    return list(found.items())


def states() -> Choices:
    """Return the states of the procedures in force."""
    found: dict[str, str] = {}
    for procedure in map(shelf.current, capability.procedures()):
        for name, state in procedure.states.items():
            found.setdefault(name, str(state.label))
    return list(found.items())


def outcomes() -> Choices:
    return [(code, str(words)) for code, words in OUTCOMES.items()]


class FilterForm(forms.Form):
    """All filters of a list, each with "any" first."""

    kind = forms.ChoiceField(label=_("类型"))
    category = forms.ChoiceField(label=_("分类（含下级）"))
    severity = forms.ChoiceField(label=_("轻重"))
    state = forms.ChoiceField(label=_("环节"))
    town = forms.ChoiceField(label=_("乡镇街道"))
    village = forms.ChoiceField(label=_("村社区"))
    unit = forms.ChoiceField(label=_("责任单位"))
    channel = forms.ChoiceField(label=_("来源"))
    outcome = forms.ChoiceField(label=_("办理结果"))
    late = forms.ChoiceField(label=_("时限"))
    since = forms.DateField(label=_("收到自"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("收到至"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, filters: Filters, *, on: date) -> None:
        super().__init__(initial=filters.query())
        offered: dict[str, Callable[[], Choices]] = {
            "kind": kinds,
            "category": queries.categories,
            "severity": lambda: [(value, str(label)) for value, label in Severity.choices],
            "state": states,
            "town": lambda: queries.areas(Level.TOWN, on=on),
            "village": lambda: queries.areas(Level.VILLAGE, on=on),
            "unit": lambda: queries.units(on=on),
            "channel": queries.channels,
            "outcome": outcomes,
            "late": lambda: [(value, str(label)) for value, label in LATE],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("不限")), *choices()]
        for field in self.fields.values():
            field.required = False
