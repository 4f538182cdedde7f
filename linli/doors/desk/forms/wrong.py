"""What an action found wrong, shown in the form that asked for it."""

from collections.abc import Mapping

from django.forms import BaseForm


def show_wrong(form: BaseForm, errors: Mapping[str, str], *, otherwise: str | None = None) -> None:
    """Put each sentence beside its field; what the form has no field for stands at `otherwise`, or above the form."""
    for name, sentence in errors.items():
        form.add_error(name if name in form.fields else otherwise, sentence)
