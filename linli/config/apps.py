"""Registers what the house as a whole brings: the checks of its settings."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "linli.config"
    label = "config"

    def ready(self) -> None:
        from linli.config import checks  # noqa: F401 (registers them)
