from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "linli.ground.people"
    label = "people"
    verbose_name = _("人员与单位")

    def ready(self) -> None:
        from linli.ground.people.login.events import connect

        connect()
