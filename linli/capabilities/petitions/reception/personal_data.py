from django.utils.translation import gettext_lazy as _

from linli.core.personal_data.declaring import holds, nothing_personal
from linli.core.personal_data.rows import columns

nothing_personal(
    "what a hall offers and which unit receives where: registers",
    "petitions_reception.Service",
    "petitions_reception.Desk",
)
nothing_personal("numbers and times, never who came", "petitions_reception.Ticket")
# Wiped when a visit ends; one that nobody ended may still have them.
holds(
    "petitions_reception.notes",
    "petitions_reception.Stop",
    label=_("接待时给下一位工作人员的话"),
    purpose=_("几个部门接着接待，不用重说一遍"),
    **columns("petitions_reception.Stop", "note", path="ticket__matter"),
)
