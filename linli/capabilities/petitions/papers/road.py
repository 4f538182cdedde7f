"""The road of a petition, articles 22 to 36 of the regulation: short steps, each with its day, in plain words."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from linli.capabilities.petitions.models import Klass, Review
from linli.capabilities.petitions.papers.standing import Standing
from linli.ground.look import parts
from linli.ground.look.wording import day, due

DONE, NEXT, ASKED_FOR = "done", "next", "asked for"
Step = tuple[str, str, str, str]  # name, words, note; done, next to come, or there for whoever asks for it


def road_of(standing: Standing, *, now: datetime) -> list[parts.Stage]:
    """Return the steps of this petition: those done with their day, where it is, what still lies ahead."""
    if standing.petition.klass == Klass.ACCUSATION:
        steps = _accusation(standing, now)
    elif standing.referral is not None:
        steps = [_registered(standing, now), *_referral(standing, now)]
    elif standing.petition.klass == Klass.SUGGESTION:
        steps = [_registered(standing, now), _told(standing, now), _studied(standing, now)]
    else:
        steps = [_registered(standing, now), _told(standing, now), _opinion(standing, now)]
        if not _was_settled(standing):
            steps += [_review(standing, one, now) for one in Review.Round.values]
    return _placed(steps, is_open=standing.matter.is_open)


def _placed(steps: list[Step], *, is_open: bool) -> list[parts.Stage]:
    """Say where the petition is: at the next step, or at the last one done where others are only there to be asked for."""
    here = next((step for step in steps if step[3] == NEXT), None) if is_open else None
    if here is None and is_open:
        here = next((step for step in reversed(steps) if step[3] == DONE), None)
    return [parts.Stage(*step[:2], _place(step, step is here), step[2]) for step in steps]


def _place(step: Step, is_here: bool) -> Literal["done", "here", "ahead"]:
    if is_here:
        return "here"
    return "done" if step[3] == DONE else "ahead"


def _registered(standing: Standing, now: datetime) -> Step:
    said = {"day": day(standing.petition.brought_at, now)}
    return "registered", _("收到，登记"), _("%(day)s收到，已经登记（第二十二条）。") % said, DONE


def _told(standing: Standing, now: datetime) -> Step:
    petition = standing.petition
    told = petition.told_at or petition.accepted_at
    if told is None:
        note = _("转到负责的机关，由它书面告诉您受理不受理（第二十二条、第二十三条）。")
        return "told", _("告知"), note, NEXT
    note = _("%(day)s已经告诉您受理情况（第二十三条）。") % {"day": day(told, now)}
    return "told", _("告知"), note, DONE


def _was_settled(standing: Standing) -> bool:
    """Tell whether it ended in an agreement: there is no opinion to be reviewed."""
    return standing.petition.opinion_at is not None and not standing.petition.conclusion


def _opinion(standing: Standing, now: datetime) -> Step:
    petition = standing.petition
    words = _("办理，出具处理意见书")
    if _was_settled(standing):
        note = _("%(day)s达成协议（第三十三条）。") % {"day": day(petition.opinion_at, now)}
        return "opinion", _("办理"), note, DONE
    if petition.opinion_at is None:
        note = _("听您说事实和理由，调查核实，书面答复您（第三十一条、第三十四条）。")
        return "opinion", words, note, NEXT
    note = _("%(day)s出具意见：%(conclusion)s（第三十二条）。") % {
        "day": day(petition.opinion_at, now),
        "conclusion": petition.get_conclusion_display(),
    }
    if petition.delivered_at:
        note += _("%(day)s送到您手里。") % {"day": day(petition.delivered_at, now)}
    return "opinion", words, note, DONE


def _studied(standing: Standing, now: datetime) -> Step:
    petition = standing.petition
    if petition.opinion_at is None:
        return "studied", _("研究，答复"), _("研究您的建议，能采纳的采纳，再告诉您（第二十九条）。"), NEXT
    note = _("%(day)s答复您：%(adoption)s（第二十九条）。") % {
        "day": day(petition.opinion_at, now),
        "adoption": petition.get_adoption_display(),
    }
    return "studied", _("研究，答复"), note, DONE


def _review(standing: Standing, which: str, now: datetime) -> Step:
    """Review and re-review are there for whoever does not accept the answer; nobody has to go there."""
    words = str(Review.Round(which).label)
    is_last = which == Review.Round.RE_REVIEW
    one = standing.review_of(which)
    article = _("第三十六条") if is_last else _("第三十五条")
    if one is None:
        return which, words, _may_ask(standing, which, article), ASKED_FOR
    if not one.result:
        said = {"unit": one.organ.name, "day": day(one.began_at, now), "article": article}
        return which, words, _("%(day)s申请，%(unit)s正在办（%(article)s）。") % said, NEXT
    said = {"unit": one.organ.name, "result": one.get_result_display(), "article": article}
    note = _("%(day)s%(unit)s答复：%(result)s（%(article)s）。") % {**said, "day": day(one.decided_at, now)}
    return which, words, note, DONE


def _may_ask(standing: Standing, which: str, article: str) -> str:
    """Say that this round stands open, and until when; or only what it is for."""
    is_last = which == Review.Round.RE_REVIEW
    until = standing.ask_until
    if until is not None and is_last == bool(standing.reviews):
        said = {"until": due(until), "article": article}
        return _("不服可以申请，最迟%(until)s（%(article)s）。没有意见就不用走这一步。") % said
    if is_last:
        return _("对复查意见不服的可以申请，这是最后一步（%(article)s）。") % {"article": article}
    return _("对处理意见不服的可以申请（%(article)s）。") % {"article": article}


def _referral(standing: Standing, now: datetime) -> list[Step]:
    referral = standing.referral
    assert referral is not None  # noqa: S101 - the caller asked
    said = {"day": day(referral.began_at, now), "way": referral.get_path_display()}
    told = ("told", _("告知途径"), _("%(day)s告诉您：这件事走%(way)s（第三十一条）。") % said, DONE)
    if not referral.result:
        return [told, ("settled", _("落实"), _("我们会问清您找到了没有，走不通可以回来。"), NEXT)]
    note = _("%(day)s：%(result)s。") % {
        "day": day(referral.answered_at, now),
        "result": referral.get_result_display(),
    }
    return [told, ("settled", _("落实"), note, DONE)]


def _accusation(standing: Standing, now: datetime) -> list[Step]:
    """Of what is sealed only the steps are told here; the words stand behind the key."""
    petition, state = standing.petition, standing.matter.state
    told = NEXT if state in ("registered", "entrusted") else DONE
    answered = DONE if state in ("concluded", "closed") else NEXT
    note = _("%(day)s收到，已经密封（第三十条）。") % {"day": day(petition.brought_at, now)}
    where = _("移送纪检监察机关") if state == "transferred" else _("有权处理的机关核查")
    return [
        ("registered", _("登记，密封"), note, DONE),
        (
            "told",
            _("交给专人，告知您"),
            _("交给没有利害关系的专人，再告诉您（第二十三条、第三十条）。"),
            told,
        ),
        ("looked", where, _("核查以后答复您。"), answered),
        ("answered", _("答复"), _("凭编号和查询码看答复。"), answered),
    ]
