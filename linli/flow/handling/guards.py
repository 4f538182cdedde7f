"""When a matter may be offered, accepted, returned, dispatched, arbitrated or sent up; each says why not."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard
from linli.core.procedures.obligations import window_ends
from linli.flow.handling.levels import BELOW, unit_above
from linli.flow.handling.returns.history import history_of
from linli.ground.look import wording
from linli.ground.people.actor import Actor


@guard("ones_own")
def ones_own(matter: Matter, actor: Actor) -> str:
    """Only who handles a matter offers it; whoever leads the unit may give it to somebody else at once."""
    if matter.handler_id is None or matter.handler_id == actor.staff_id:
        return ""
    return _("这件事由别人经办。只有经办人能转交，换人办理请负责人来做。")


@guard("not_offered")
def not_offered(matter: Matter, actor: Actor) -> str:
    if matter.offered_to_id is None:
        return ""
    return _("已经转给一位同事，正在等他答复。要改转别人，请先收回。")


@guard("offered_to_me")
def offered_to_me(matter: Matter, actor: Actor) -> str:
    if matter.offered_to_id is not None and matter.offered_to_id == actor.staff_id:
        return ""
    return _("这件事没有转给您。")


@guard("offered_by_me")
def offered_by_me(matter: Matter, actor: Actor) -> str:
    if matter.offered_to_id is not None and matter.handler_id == actor.staff_id:
        return ""
    return _("您没有转出这件事，没有可以收回的。")


@guard("return_in_time")
def return_in_time(matter: Matter, actor: Actor, *, now: datetime) -> str:
    """A unit returns within the window that opens when it gets the matter; later it is its own."""
    if matter.unit_since is None:
        return ""
    ends = window_ends(matter, "return", since=matter.unit_since)
    if now <= ends:
        return ""
    return _("退回要在%(until)s以前提出，现在已经过了。确实不归本单位的，请和县中心商量。") % {
        "until": wording.moment(ends)
    }


@guard("not_decided")
def not_decided(matter: Matter, actor: Actor) -> str:
    """The unit that an arbitration named may not return the matter."""
    if history_of(matter).decided != matter.unit_id:
        return ""
    return _("县中心已经裁定由%(unit)s负责，不能再退回。") % {"unit": matter.unit}


@guard("arbitrated_first")
def arbitrated_first(matter: Matter, actor: Actor, *, now: datetime) -> str:
    """What was returned as often as the rule allows is not simply dispatched once more."""
    history = history_of(matter)
    if not history.must_be_arbitrated(now):
        return ""
    return _("这件事已被退回%(n)s次，要先裁定责任单位，不能再直接分派。") % {"n": history.undecided}


@guard("in_dispute")
def in_dispute(matter: Matter, actor: Actor) -> str:
    """There is nothing to arbitrate where no unit has returned the matter since the last arbitration."""
    return "" if history_of(matter).undecided else _("没有单位退回过这件事，不需要裁定，直接分派就可以。")


@guard("level_above")
def level_above(matter: Matter, actor: Actor, *, now: datetime) -> str:
    if matter.unit.kind not in BELOW:
        return _("只有村社区和乡镇街道可以上报。不归本单位的，请退回中心。")
    if unit_above(matter.unit, on=timezone.localdate(now)) is None:
        return _("上面没有可以上报的单位。请在台账里给本单位写明上级。")
    return ""
