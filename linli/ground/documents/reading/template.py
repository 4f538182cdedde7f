"""What a template is, read from its file: texts with named fields, nothing that is carried out."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.ground.documents.reading.naming import BUILT_IN, Named, Wrong, check_names

FORMS = ("letter", "table")
TEXTS = ("head", "title", "addressee", "body", "attachments", "sign", "notes", "copies")
OTHER = ("code", "name", "hint", "form", "numbered", "dated", "fields")


class TemplateWrong(ValueError):
    """Something in a template cannot be; `errors` has a sentence for each part of it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Words:
    """A name in Chinese and English, shown in the reader's language."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if self.en and (get_language() or "").startswith("en") else self.zh


@dataclass(frozen=True)
class Field:
    """A field that a text may name. `columns`: it is a list of rows, each with these; `optional`: it may be empty."""

    name: str
    label: Words
    optional: bool = False
    columns: Mapping[str, Words] | None = None


@dataclass(frozen=True)
class Template:
    """A document before it has a matter. Texts by their part (`TEXTS`); `numbered`: it carries a number of a series;
    `dated`: it carries the day of issue.
    """

    code: str
    name: Words
    hint: Words
    form: str
    numbered: bool
    dated: bool
    texts: Mapping[str, str]
    fields: Mapping[str, Field]

    def named(self) -> Named:
        """Return what may stand between braces."""
        return Named(
            {one.name: str(one.label.zh) for one in self.fields.values()} | dict(BUILT_IN),
            {
                one.name: {k: w.zh for k, w in one.columns.items()}
                for one in self.fields.values()
                if one.columns
            },
        )

    def with_texts(self, texts: Mapping[str, str]) -> "Template":
        """Return the same document in other words. Raises TemplateWrong, naming what is not a field."""
        changed = {part: texts.get(part, "").replace("\r\n", "\n").strip() for part in TEXTS}
        changed = {part: text for part, text in changed.items() if text}
        made = Template(
            self.code, self.name, self.hint, self.form, self.numbered, self.dated, changed, self.fields
        )
        check(made)
        return made


def read(text: str, *, file: str = "") -> Template:
    """Return the template that a TOML text describes. Raises TemplateWrong."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateWrong({"": f"{file}: {error}"}) from error
    unknown = sorted(set(said) - {*TEXTS, *OTHER})
    absent = sorted({"code", "name", "title", "body"} - set(said))
    if unknown or absent:
        raise TemplateWrong({"": f"{file}: {', '.join(unknown + absent)}"})
    made = Template(
        code=str(said["code"]),
        name=_words(said["name"]),
        hint=_words(said.get("hint", "")),
        form=str(said.get("form", "letter")),
        numbered=bool(said.get("numbered", True)),
        dated=bool(said.get("dated", True)),
        texts={part: str(said[part]).strip() for part in TEXTS if str(said.get(part, "")).strip()},
        fields={name: _field(name, each) for name, each in said.get("fields", {}).items()},
    )
    try:
        check(made)
    except TemplateWrong as wrong:
        raise TemplateWrong(
            {part: f"{file}: {sentence}" for part, sentence in wrong.errors.items()}
        ) from wrong
    return made


def _words(said: Any) -> Words:
    if isinstance(said, Mapping):
        return Words(str(said["zh"]), str(said.get("en", "")))
    return Words(str(said), "")


def _field(name: str, said: Any) -> Field:
    if not isinstance(said, Mapping) or "label" not in said:  # a bare name
        return Field(name, _words(said))
    columns = said.get("columns")
    kept = {key: _words(each) for key, each in columns.items()} if columns else None
    return Field(name, _words(said["label"]), bool(said.get("optional", False)), kept)


def check(template: Template) -> None:
    """Raise TemplateWrong where a text names what is no field, or a table cannot be drawn."""
    from linli.ground.documents.reading.parsing import check_tables

    errors: dict[str, str] = {}
    if template.form not in FORMS:
        errors["form"] = f"{template.form}: {', '.join(FORMS)}"
    named = template.named()
    for part, text in template.texts.items():
        try:
            check_names(text, named)
            check_tables(text)
        except Wrong as wrong:
            errors[part] = str(wrong)
    for part in ("title", "body"):
        if not template.texts.get(part):
            errors[part] = _("这里不能空着。")
    if errors:
        raise TemplateWrong(errors)
