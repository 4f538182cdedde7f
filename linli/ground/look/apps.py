from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class LookConfig(AppConfig):
    name = "linli.ground.look"
    label = "look"
    verbose_name = _("界面")

    def ready(self) -> None:
        """Say what to do where Django says what a field is."""
        Field.default_error_messages["required"] = _("请填写这一项。")
