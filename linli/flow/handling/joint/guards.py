"""One consolidated reply: the lead answers the resident when all who were asked have answered."""

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard
from linli.flow.handling.joint.models import OPEN_STAGES, Stage, Task
from linli.ground.people.actor import Actor
from linli.ground.prepared import Prepared


@guard("tasks_answered")
def tasks_answered(matter: Matter, actor: Actor) -> str:
    """Return which units have not answered, or that the actor's own unit only assists."""
    rows = _asked(matter.id)
    missing = list(dict.fromkeys(name for stage, _unit, name in rows if stage in OPEN_STAGES))
    if missing:
        units = "、".join(missing)
        return _("还有协办单位没有回意见：%(units)s。请先等意见，或者写明理由撤销任务。") % {"units": units}
    if any(unit in actor.unit_ids for _stage, unit, _name in rows) and not _leads(matter, actor):
        return _("您单位是协办，答复由%(unit)s统一作出。") % {"unit": matter.unit.name}
    return ""


_asked = Prepared(
    lambda matter_id: (
        Task.objects.filter(matter=matter_id, before_reply=True)
        .exclude(stage__in=(Stage.WITHDRAWN, Stage.LAPSED))
        .order_by("id")
        .values_list("stage", "unit_id", "unit__name")
    )
)


def _leads(matter: Matter, actor: Actor) -> bool:
    return matter.unit_id in actor.unit_ids or any(grant.reach == "centre" for grant in actor.grants)
