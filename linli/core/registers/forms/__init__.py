from linli.core.registers.forms.rows import RowForm, TypedRow, form_class, typed

__all__ = ["RowForm", "TypedRow", "form_class", "typed"]
