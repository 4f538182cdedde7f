from django.utils.translation import gettext_lazy as _

from linli.doors.portal import entrances

entrances.offer("portal:verify", _("核对文书真伪"), _("收到一份文书，看看是不是真的"), order=90)
