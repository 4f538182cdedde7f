from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("urgent", _("急事，还没有人接手：%(title)s"))
