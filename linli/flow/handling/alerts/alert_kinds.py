from django.utils.translation import gettext_lazy as _

from linli.flow.handling.alerts.kinds import OFFER, OFFER_BACK, URGENT, declare

declare(URGENT, _("急事，还没有人接手"))
declare(OFFER, _("%(by)s把这件事转给您，请接手或退还"))
declare(OFFER_BACK, _("%(by)s没有接，这件事还由您办理"))
declare("clocks.warned", _("“%(clock)s”时限快到了"))
declare("clocks.breached", _("“%(clock)s”已经超时"))
declare("worker.stuck", _("后台有一步一直没有办成（%(follower)s），还会再试。请告诉管理员"))
