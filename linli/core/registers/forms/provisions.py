"""The form of a provision: chosen from those that the rooms ship, each with its own number and unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers import provisions
from linli.core.registers.forms.rows import RowForm, form_field
from linli.core.registers.models import Provision


class ProvisionForm(RowForm):
    name = forms.ChoiceField(label=gettext_lazy("规定"))

    class Meta:
        model = Provision
        fields = ("name", "value", "source", "valid_from", "valid_to")
        formfield_callback = form_field

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            (each.name, _("%(label)s（自带：%(value)s%(unit)s）") % vars(each))
            for each in provisions.every().values()
        ]
        self.fields["name"].choices = choices  # type: ignore[attr-defined]
