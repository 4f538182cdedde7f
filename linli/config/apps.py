"""Registers what the house as a whole brings: the checks of its settings, and how long what was read is kept."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "linli.config"
    label = "config"

    def ready(self) -> None:
        from django.conf import settings

        from linli.config import checks  # noqa: F401 (registers them)
        from linli.lib.kept import keep_for

        keep_for(settings.KEEP_SECONDS)
