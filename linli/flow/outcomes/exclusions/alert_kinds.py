from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import declare

declare("exclusions.asked", _("有一件事申请不计入三率，等您审定"))
declare("exclusions.contested", _("诉求人对不计入三率有异议，等您复核"))
