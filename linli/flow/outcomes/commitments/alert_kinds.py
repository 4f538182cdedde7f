from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("commitments.broken", _("承诺没有按时做到：%(words)s"))
