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
        post_migrate.connect(_keep_shipped, sender=self)


def _keep_shipped(**kwargs: Any) -> None:
    """Give series and templates that ship their rows, once the tables are there: a centre can change them from then on."""
    from django.utils import timezone

    from linli.ground.documents import numbers, versions

    numbers.keep_shipped_series()
    versions.keep_shipped(now=timezone.now())
