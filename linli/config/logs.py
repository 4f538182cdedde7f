"""Structured logs without personal data: one line an event, JSON in production.

Nothing that a person wrote reaches a log: requests appear by their route, never by their address or query, and
exceptions by their type and place, never by their message.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]


def configuration(*, style: str, level: str) -> dict[str, Any]:
    """Return Django's LOGGING, with structlog set to the same way. `style` is "json" or "text"."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_failed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    render: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"wordless": {"()": "linli.config.logs.Wordless"}},
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
            }
        },
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": "structured", "filters": ["wordless"]}
        },
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"level": "INFO", "propagate": True, "handlers": []},
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        },
    }


class Wordless(logging.Filter):
    """Takes the words out of Django's messages about requests: they hold addresses and what was typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = f"{record.name}.failed", ()
            record.__dict__.pop("request", None)
        return True


def where_it_failed(_: Any, __: str, event: Event) -> Event:
    """Replace an exception by its type and the places it passed, leaving out its message."""
    error = event.pop("exc_info", None)
    if not error:
        return event
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["places"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-8:]
        ]
    return event
