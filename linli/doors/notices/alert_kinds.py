from django.utils.translation import gettext_lazy as _

from linli.doors.notices.sending import TROUBLE
from linli.flow.handling.alerts.kinds import declare

declare(TROUBLE, _("短信没有发成，或者不知道发没发出，要紧的请打电话：%(notice)s"))
