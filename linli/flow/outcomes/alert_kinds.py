from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("outcomes.referred", _("重办以后还是不满意，等您决定：%(title)s"))
