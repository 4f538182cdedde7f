"""Kinds of letters that cannot be drawn are told when the program starts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from linli.flow.outcomes.letters import kinds
from linli.ground.documents import shelf
from linli.ground.documents.reading.template import TemplateWrong


@register()
def letters_can_be_drawn(app_configs: Sequence[Any] | None = None, **options: Any) -> list[CheckMessage]:
    try:
        shelf.shipped()
    except TemplateWrong:
        return []  # said by the documents
    return [
        Error(f"The letter {one.code} is wrong: {wrong}", id="linli.letters.E001")
        for one in kinds.every()
        for wrong in _wrong(one)
    ]


def _wrong(kind: kinds.LetterKind) -> Iterator[str]:
    template = shelf.shipped().get(kind.template)
    if template is None:
        yield f"no template is named {kind.template}"
    if kind.series and kind.series not in shelf.all_series():
        yield f"no series of numbers is named {kind.series}"
    if template and template.numbered != bool(kind.series):
        yield "the template is numbered and the letter is not, or the other way round"
    for ask in kind.asks:
        if template and ask.name not in template.fields:
            yield f"it asks for {ask.name}, which is no field of {kind.template}"
