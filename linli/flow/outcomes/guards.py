"""Conditions of a second handling: once for a resident who is not satisfied, and by another pair of eyes."""

from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard
from linli.flow.outcomes import story as stories
from linli.flow.outcomes.story import Story, story_of
from linli.ground.people.actor import Actor


@guard("nobody_has_it")
def nobody_has_it(matter: Matter, actor: Actor) -> str:
    return _("已经有人在办了。") if matter.handler_id is not None else ""


@guard("another_pair_of_eyes")
def another_pair_of_eyes(matter: Matter, actor: Actor) -> str:
    """Whoever handled it before does not take it up again, unless who leads the unit decided so."""
    story = story_of(matter)
    if not _is_for_others(story) or actor.staff_id not in story.former_hands:
        return ""
    return _("诉求人对上次办理不满意，这次要换一个人办。没有别人可办的，请负责人写明理由决定。")


@guard("handled_by_another")
def handled_by_another(matter: Matter, actor: Actor) -> str:
    """A second answer comes from somebody else, who has taken the matter up."""
    story = story_of(matter)
    if not _is_for_others(story):
        return ""
    if matter.handler_id is None:
        return _("这是诉求人不满意、要求重办的事项。请先由没有办过它的同事认领。")
    if actor.staff_id in story.former_hands or matter.handler_id in story.former_hands:
        return _("诉求人对上次办理不满意，这次要换一个人办。没有别人可办的，请负责人写明理由决定。")
    return ""


@guard("reworked_once")
def reworked_once(matter: Matter, actor: Actor) -> str:
    """A matter is handled again once because its resident is not satisfied; then whoever leads the centre decides."""
    if actor.kind == "staff" or not story_of(matter).reworks:
        return ""
    return _(
        "已经按您的意见重办过一次。您还是不满意的，请在“评价”里写明，会报请中心负责人决定；"
        "也可以直接向上级部门或12345热线反映。"
    )


@guard("in_rework")
def in_rework(matter: Matter, actor: Actor) -> str:
    """Somebody else should take it up, and who decides otherwise is not the one who had it."""
    story = story_of(matter)
    if not _is_for_others(story):
        return _("这件事不需要换人办。")
    if actor.staff_id in story.former_hands:
        return _("您办过这件事，不能自己决定由原来的人再办。")
    return ""


@guard("referred")
def referred(matter: Matter, actor: Actor) -> str:
    """The resident was not satisfied a second time, and nobody has decided yet."""
    latest = story_of(matter).of(stories.REFERRED, stories.EXPLAINED, *stories.BEGINNING)
    if latest and latest[-1].verb == stories.REFERRED:
        return ""
    return _("这件事没有等负责人决定的不满意。")


def _is_for_others(story: Story) -> bool:
    return story.is_rework and not any(said.verb == stories.HANDS_KEPT for said in story.round)
