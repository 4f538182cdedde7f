"""The form of a role: its permissions as check boxes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from linli.core.registers.forms.rows import RowForm
from linli.ground.people.models import Role
from linli.ground.people.permissions import known_permissions


class RoleForm(RowForm):
    permissions = forms.MultipleChoiceField(
        label=gettext_lazy("权限"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Role
        fields = ("code", "name", "reach", "permissions")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = sorted(known_permissions().items())
        self.fields["permissions"].choices = choices  # type: ignore[attr-defined]
