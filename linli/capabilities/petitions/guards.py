"""When a step of a petition is open; each guard says why not, in a sentence for whoever wanted it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.models import Klass, Review
from linli.capabilities.petitions.queries.rounds import (
    answer_of,
    handlers_before,
    hearing_of,
    is_recused,
    next_round,
    objections_refused,
    open_review,
    organ_above,
    petition_of,
    settlement_of,
    time_to_ask,
    was_satisfied,
)
from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard
from linli.core.procedures.obligations import window_ends
from linli.core.procedures.reach import reaches
from linli.ground.look import wording
from linli.ground.people.actor import Actor

PAUSE = "clocks.pause"


@guard("is_claim")
def is_claim(matter: Matter, actor: Actor) -> str:
    return "" if matter.kind == Klass.CLAIM else _("只有申诉求决事项走这一步。")


@guard("is_suggestion")
def is_suggestion(matter: Matter, actor: Actor) -> str:
    return "" if matter.kind == Klass.SUGGESTION else _("只有建议意见走这一步。")


@guard("no_interest")
def no_interest(matter: Matter, actor: Actor) -> str:
    """Whoever withdrew because the petition concerns them does nothing more to it (article 28)."""
    if actor.staff_id is None:
        return ""
    return _("您已经申请回避这件事，要由别人来办。") if is_recused(matter, actor.staff_id) else ""


@guard("other_than_before")
def other_than_before(matter: Matter, actor: Actor) -> str:
    """The next higher organ reviews, and there not whoever gave an earlier opinion (articles 35, 36)."""
    if actor.kind != "staff" or open_review(matter) is None:
        return ""
    if matter.unit_id not in actor.unit_ids:
        return _("这件事要由复查、复核机关自己的人办。")
    if actor.staff_id not in handlers_before(matter):
        return ""
    return _("您办理过原来的意见，复查、复核要由别人来办。")


@guard("objection_in_time")
def objection_in_time(matter: Matter, actor: Actor, *, now: datetime) -> str:
    """An organ objects within the window that opens when it receives the petition (article 23)."""
    if matter.unit_since is None:
        return ""
    ends = window_ends(matter, "object", since=matter.unit_since)
    if now <= ends:
        return ""
    return _("异议要在%(until)s以前提出，现在已经过了。") % {"until": wording.moment(ends)}


@guard("objected_once")
def objected_once(matter: Matter, actor: Actor) -> str:
    if matter.unit_id not in objections_refused(matter):
        return ""
    return _("本机关的异议没有被同意，不能再提。仍有争议的，请报共同上级决定。")


@guard("not_the_objecting_unit")
def not_the_objecting_unit(matter: Matter, actor: Actor) -> str:
    """The sender decides, never the unit that objects."""
    if actor.kind == "staff" and actor.unit_ids == {matter.unit_id}:
        return _("异议由转送的机关决定，不由提出的机关自己决定。")
    return ""


@guard("no_hearing_open")
def no_hearing_open(matter: Matter, actor: Actor) -> str:
    return _("听证还没有结束，请先记录听证结果。") if hearing_of(matter) else ""


@guard("hearing_open")
def hearing_open(matter: Matter, actor: Actor) -> str:
    return "" if hearing_of(matter) else _("没有正在举行的听证。")


@guard("head_in_re_review")
def head_in_re_review(matter: Matter, actor: Actor) -> str:
    """In re-review a hearing stops the clock, so who may decide on time decides on it (article 36)."""
    if matter.state != "re_reviewing" or reaches(actor, PAUSE, matter):
        return ""
    return _("复核中听证的时间不计入期限，要由本机关负责人决定。")


@guard("no_settlement_open")
def no_settlement_open(matter: Matter, actor: Actor) -> str:
    return _("正在调解或者和解，请先记录谈成没有。") if settlement_of(matter) else ""


@guard("settlement_open")
def settlement_open(matter: Matter, actor: Actor) -> str:
    return "" if settlement_of(matter) else _("还没有转入调解或者和解。")


@guard("not_delivered")
def not_delivered(matter: Matter, actor: Actor) -> str:
    last = answer_of(petition_of(matter))
    if last is None:
        return _("没有要送达的意见。")
    return _("已经记录过送达。") if last.delivered_at else ""


@guard("has_opinion")
def has_opinion(matter: Matter, actor: Actor) -> str:
    if next_round(petition_of(matter)) == Review.Round.REVIEW:
        return ""
    return _("只有出具了处理意见、还没有复查过的，可以申请复查。")


@guard("has_review")
def has_review(matter: Matter, actor: Actor) -> str:
    if next_round(petition_of(matter)) == Review.Round.RE_REVIEW:
        return ""
    return _("只有复查过、还没有复核过的，可以申请复核。")


@guard("review_in_time")
def review_in_time(matter: Matter, actor: Actor, *, now: datetime) -> str:
    return _too_late(matter, now)


@guard("re_review_in_time")
def re_review_in_time(matter: Matter, actor: Actor, *, now: datetime) -> str:
    return _too_late(matter, now)


def _too_late(matter: Matter, now: datetime) -> str:
    ends = time_to_ask(matter)
    if ends is None or now <= ends:
        return ""
    return _("申请要在%(until)s以前提出，现在已经过了。您仍然可以走法律规定的其他途径。") % {
        "until": wording.moment(ends)
    }


@guard("organ_above")
def an_organ_above(matter: Matter, actor: Actor, *, now: datetime) -> str:
    if organ_above(matter, on=timezone.localdate(now)) is not None:
        return ""
    return _("上一级机关不在本平台上。请直接向%(unit)s的上一级机关书面提出，期限不变。") % {
        "unit": matter.unit
    }


@guard("time_to_ask_is_over")
def time_to_ask_is_over(matter: Matter, actor: Actor, *, now: datetime) -> str:
    """A petition is not closed while its petitioner may still ask for review, unless they said that it is settled."""
    ends = time_to_ask(matter)
    if ends is None or now > ends or was_satisfied(matter):
        return ""
    return _("诉求人在%(until)s以前还可以申请复查或者复核，到期以后再办结。") % {
        "until": wording.moment(ends)
    }
