"""Wrong templates are told when the program starts, with file and field."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from linli.ground.documents import shelf
from linli.ground.documents.numbers import PatternWrong, check_pattern
from linli.ground.documents.reading.template import TemplateWrong


@register()
def templates_are_right(app_configs: Sequence[Any] | None = None, **options: Any) -> list[CheckMessage]:
    try:
        shelf.shipped()
        for each in shelf.all_series().values():
            check_pattern(each.pattern)
    except (TemplateWrong, PatternWrong, KeyError, ValueError) as wrong:
        return [Error(f"A template of letters is wrong: {wrong}", id="linli.documents.E001")]
    return []
