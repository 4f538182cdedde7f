from django.utils.translation import gettext_lazy as _

from linli.doors.portal.entrances import offer

offer("petitions:reports", _("信访年度报告"), _("去年收到多少、办得怎么样、提了什么建议"), order=90)
