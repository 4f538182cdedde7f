from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "linli.ground.documents"
    label = "documents"
    verbose_name = _("文书")

    def ready(self) -> None:
        from linli.ground.documents import checks  # noqa: F401
