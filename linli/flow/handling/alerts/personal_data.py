from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds
from linli.core.personal_data.rows import columns

holds(
    "alerts.words",
    "alerts.Alert",
    label=_("叫工作人员的提醒"),
    purpose=_("有急事或快到期时叫到人"),
    **columns("alerts.Alert", "says"),
)
