"""Conditions of answering, closing and verifying."""

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard
from linli.flow.outcomes.evidence.conditions import missing, stage_of
from linli.flow.outcomes.evidence.models import Stage
from linli.flow.outcomes.evidence.verifying import demand_of, own_hands
from linli.flow.outcomes.story import story_of
from linli.ground.people.actor import Actor


@guard("evidence_complete")
def evidence_complete(matter: Matter, actor: Actor) -> str:
    """Everything is there that the matter's category asks for before it is answered, or closed."""
    return "".join(each.sentence for each in missing(matter, before=stage_of(matter)))


@guard("lacks_evidence")
def lacks_evidence(matter: Matter, actor: Actor) -> str:
    """There is something to do without; and whoever handles the matter does not excuse themselves."""
    if actor.staff_id is not None and actor.staff_id in own_hands(matter, story_of(matter)):
        return _("您经办过这件事，不能自己批准免材料。")
    return "" if missing(matter, before=Stage.CLOSE) else _("该有的材料都齐了，不用免。")


@guard("verified_where_required")
def verified_where_required(matter: Matter, actor: Actor) -> str:
    """Somebody other than the handler found it done, where the rules or the lot want that."""
    if story_of(matter).verification is not None or not demand_of(matter).why:
        return ""
    return _("这件事要先核查才能办结。请没有经办这件事的同事核查，记下结果。")


@guard("not_by_own_hands")
def not_by_own_hands(matter: Matter, actor: Actor) -> str:
    """Whoever handled it does not verify it (GB/T 30428: who handles and who verifies are two)."""
    if actor.staff_id is not None and actor.staff_id in own_hands(matter, story_of(matter)):
        return _("您经办过这件事，要由别的同事来核查。")
    found = story_of(matter).verification
    is_enough = found is not None and (
        found.body.get("how") == "on_spot" or demand_of(matter).why != "on_site"
    )
    return _("这次答复已经核查通过了。") if is_enough else ""
