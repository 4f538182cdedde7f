"""The form of a register: made from its columns; a row of a large table is typed by its code or name, not picked."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateField, Field, ForeignKey, Model
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from linli.core.registers import declaration
from linli.core.registers.declaration import Register
from linli.ground.people.models import Post

PICKED_UP_TO = 200


class TypedRow(forms.CharField):
    """A row of a large register, typed as its code, its name, or "code name" as the suggestions give it."""

    def __init__(self, register: Register, **options: Any) -> None:
        super().__init__(**options)
        self.register = register
        self.widget.attrs.update({"autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """Show the row whose key the model form holds; what was typed stays as typed."""
        table = self.register.table()
        if value is None or value == "":
            return ""
        try:
            row = value if isinstance(value, Model) else table._default_manager.filter(pk=value).first()
        except (ValidationError, ValueError):
            return value
        return typed(self.register, row) if row else value

    def clean(self, value: Any) -> Any:
        """Return the row that was typed, None where nothing was. Raises ValidationError."""
        if self.disabled and value is not None:
            return self.register.table()._default_manager.get(pk=value)
        text = str(super().clean(value) or "")
        if not text:
            return None
        found = self._found(text)
        if len(found) != 1:
            words = (
                _("找不到“%(text)s”。请输入代码，或从提示里选。")
                if not found
                else _("有几个叫“%(text)s”的。请输入代码。")
            )
            raise ValidationError(words % {"text": text})
        return found[0]

    def _found(self, text: str) -> list[Model]:
        """Return up to two rows: those with the key, with key and name, or with the name, whichever tells one."""
        rows = self.register.table()._default_manager
        key, _space, rest = text.partition(" ")
        by_key = rows.filter(**{self.register.key: key})
        name = _name(self.register)
        found: list[Model] = []
        for narrowed in (by_key, by_key.filter(**{name: rest}), rows.filter(**{name: text})):
            found = list(narrowed[:2]) or found
            if len(found) == 1:
                break
        return found


def typed(register: Register, row: Model) -> str:
    """Return how a row is written in a `TypedRow`."""
    return f"{getattr(row, register.key)} {row}"


def _name(register: Register) -> str:
    return "name" if "name" in register.fields else register.key


class RowForm(forms.ModelForm):
    """Any register's form. `seen` carries what the row said when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        register = declaration.of_model(self._meta.model)
        if register and options.get("instance") is not None:
            for name in register.fixed:
                self.fields[name].disabled = True

    def values(self) -> dict[str, Any]:
        """Return what the action writes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def form_class(register: Register) -> type[RowForm]:
    """Return the form of `register`: the one it names, or one made from its columns."""
    if register.form:
        named: type[RowForm] = import_string(register.form)
        return named
    made = forms.modelform_factory(
        register.table(), form=RowForm, fields=register.fields, formfield_callback=form_field
    )
    return cast(type[RowForm], made)


def form_field(column: Field, **options: Any) -> forms.Field | None:
    if isinstance(column, DateField):
        options["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(column, ForeignKey):
        target = declaration.of_model(column.related_model)
        if target and target.key and _is_large(column.related_model):
            return TypedRow(
                target, label=column.verbose_name, required=not column.blank, help_text=column.help_text
            )
        if column.related_model._meta.label == "people.Post":
            return PostField(queryset=None, label=column.verbose_name)
    return column.formfield(**options)


def _is_large(model: type[Model]) -> bool:
    return model._default_manager.order_by()[PICKED_UP_TO : PICKED_UP_TO + 1].exists()


class PostField(forms.ModelChoiceField):
    """A post, shown with its unit: many units have a post of the same name."""

    def __init__(self, queryset: Any, **options: Any) -> None:
        posts = Post.objects.select_related("unit").order_by("unit__code", "name")
        super().__init__(queryset=posts, **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit} · {obj}"
