"""Django checks: a wrong procedure stops the start, with its file and line."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from linli.core.procedures import shelf


@register("procedures")
def check_procedures(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    return [Error(str(wrong), id="linli.procedures.E001") for wrong in shelf.findings()]
