"""Which promises an address asks for: of a unit, of a town, due in a month."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.flow.outcomes.commitments.queries import Asked
from linli.ground.look import wording
from linli.lib.days.months import months_later
from linli.lib.typed import key_in, month_in

FIELDS = ("unit", "town", "month")
MONTHS = 12


class AskedForm(forms.Form):
    unit = forms.ChoiceField(label=gettext_lazy("哪个单位"), required=False)
    town = forms.ChoiceField(label=gettext_lazy("哪个乡镇街道"), required=False)
    month = forms.ChoiceField(label=gettext_lazy("哪个月到期"), required=False)


def of(query: Mapping[str, str]) -> Asked:
    """Return what is asked for; what makes no sense is left out."""
    since = month_in(query.get("month", ""))
    until = months_later(since, 1) - timedelta(days=1) if since else None
    return Asked(key_in(query.get("unit", "")), key_in(query.get("town", "")), since, until)


def query(given: Mapping[str, str], **more: str) -> str:
    kept = {name: given[name] for name in FIELDS if given.get(name)}
    return urlencode({**kept, **more})


def form(
    given: Mapping[str, str],
    *,
    towns: Sequence[tuple[str, str]],
    units: Sequence[tuple[str, str]],
    today: date,
) -> AskedForm:
    """Return the form with its choices: the months around this one in which something is due."""
    made = AskedForm(initial={name: given.get(name, "") for name in FIELDS})
    every = ("", _("全部"))
    made.fields["unit"].choices = [every, *units]  # type: ignore[attr-defined]
    made.fields["town"].choices = [every, *towns]  # type: ignore[attr-defined]
    made.fields["month"].choices = [every, *_months(today)]  # type: ignore[attr-defined]
    return made


def _months(today: date) -> list[tuple[str, str]]:
    """Return six months back and six ahead."""
    this = today.replace(day=1)
    months = [months_later(this, step) for step in range(-MONTHS // 2, MONTHS // 2 + 1)]
    return [(f"{first:%Y-%m}", wording.month(first)) for first in months]
