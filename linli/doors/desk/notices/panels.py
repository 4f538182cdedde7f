"""What stands beside a matter: which messages its resident got, when, and whether they want any. Never the number."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.core.matters.telling import called
from linli.core.procedures.reach import reaches
from linli.doors.desk.notices.queries import DECLINED, DOUBTED, FAILED, SENT, WANTED, told_of
from linli.doors.desk.panels import panel
from linli.flow.intake.wishes.actions import ON_BEHALF
from linli.flow.intake.wishes.queries import left_telephone
from linli.ground.people.doorway import StaffRequest
from linli.ground.people.senders import can_send

ENDS = {SENT: _("发了"), FAILED: _("没有发成"), DOUBTED: _("不知道发没发出")}


@panel("notices", order=80)
def notices(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Two queries at most; nothing where nothing was sent and nothing can be."""
    entries = told_of(matter)
    can_be_told = can_send() and left_telephone(matter.id)
    if not entries and not can_be_told:
        return ""
    wishes = [entry.verb for entry in entries if entry.verb in (WANTED, DECLINED)]
    told = [entry for entry in entries if entry.verb in ENDS]
    context = {
        "matter": matter,
        "told": [(called("notice", each.body.get("notice", "")), ENDS[each.verb], each) for each in told],
        "trouble": any(each.verb != SENT for each in told[-1:]),
        "wanted": not wishes or wishes[-1] == WANTED,
        "may_switch": can_be_told and reaches(request.actor, ON_BEHALF, matter),
    }
    return render_to_string("desk_notices/panel.html", context, request)
