from django.utils.translation import gettext_lazy as _

from linli.doors.portal import entrances

entrances.offer(
    "petitions:bring",
    _("信访：提建议、要求解决、检举控告"),
    _("按信访工作条例登记，每一步有期限；检举控告密封办理。"),
    order=50,
)
entrances.offer("petitions:roster", _("今天谁在接待来访"), _("一个号，多个部门接着办。"), order=60)
