from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "linli.core.procedures"
    label = "procedures"
    verbose_name = _("程序")

    def ready(self) -> None:
        from linli.core.procedures import checks  # noqa: F401

        autodiscover_modules("guards")
        post_migrate.connect(_publish, sender=self)


def _publish(**kwargs: Any) -> None:
    """Keep the text of the procedures in force once their table exists."""
    from django.utils import timezone

    from linli.core.procedures import shelf

    for wrong in shelf.publish(now=timezone.now()):
        raise wrong
