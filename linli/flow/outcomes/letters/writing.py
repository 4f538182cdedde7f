"""What a letter will say: the fields that were filled for the writer, and what the writer made of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.flow.outcomes.letters.kinds import Ask, Fields, LetterKind
from linli.ground.documents.reading.filling import FieldsMissing, Value, check_fields, in_words
from linli.ground.documents.reading.template import Template


def settled(kind: LetterKind, matter: Matter, template: Template, fields: Fields, *, now: datetime) -> Fields:
    """Return all fields of the letter: those filled for the writer, and over them `fields`. Raises AnswersWrong."""
    said = {**kind.fields_of(matter, now), **fields}
    errors = {ask.name: wrong for ask in kind.asks if (wrong := _wrong(ask, said.get(ask.name, "")))}
    if errors:
        raise AnswersWrong(errors)
    said = {name: _written(value) for name, value in said.items()}
    try:
        check_fields(template, said)
    except FieldsMissing as missing:
        raise AnswersWrong(missing.errors) from missing
    return said


def _wrong(ask: Ask, value: object) -> str:
    if isinstance(value, date):
        return ""
    text = value if isinstance(value, str) else "\n".join(str(one) for one in _list(value))
    if not text.strip():
        return _("请填写“%(label)s”。") % {"label": ask.label} if ask.required else ""
    if len(text) > ask.limit:
        return _("“%(label)s”最多%(limit)s个字，现在有%(length)s个字。") % {
            "label": ask.label,
            "limit": ask.limit,
            "length": len(text),
        }
    if ask.kind == "choice" and value not in dict(ask.choices):
        return _("“%(label)s”里没有这一项，请重新选择。") % {"label": ask.label}
    return ""


def _list(value: object) -> Sequence[object]:
    if isinstance(value, Sequence):
        return [
            "|".join(str(each) for each in one.values()) if isinstance(one, Mapping) else one for one in value
        ]
    return []


def _written(value: Value | date) -> Value:
    return in_words(value) if isinstance(value, date) else value


def rows_of(template: Template, name: str, text: str) -> list[dict[str, str]]:
    """Return the rows that somebody typed, one a line, columns divided by "|", in the order of the template's columns."""
    columns = list(template.fields[name].columns or {})
    lines = [line.replace("｜", "|").split("|") for line in text.splitlines() if line.strip()]
    return [
        dict(zip(columns, [cell.strip() for cell in line] + [""] * len(columns), strict=False))
        for line in lines
    ]
