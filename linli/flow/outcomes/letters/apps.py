from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "linli.flow.outcomes.letters"
    label = "letters"
    verbose_name = _("文书")

    def ready(self) -> None:
        from linli.flow.outcomes.letters import checks  # noqa: F401

        autodiscover_modules("letter_kinds")
        post_migrate.connect(_keep_series, sender=self)


def _keep_series(**kwargs: Any) -> None:
    """Give every series that ships its row, so that a centre can change how it numbers before the first letter."""
    from linli.ground.documents.numbers import keep_shipped_series

    keep_shipped_series()
