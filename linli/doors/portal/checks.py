"""A list of danger words that cannot be read stops the start, with its file."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from linli.doors.portal.danger import DangerWordsWrong, dangers


@register("portal")
def check_danger_words(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    try:
        dangers()
    except DangerWordsWrong as error:
        return [Error(str(error), id="linli.portal.E001")]
    return []
