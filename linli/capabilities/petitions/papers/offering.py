"""When a document may be issued; each says why not now, in a sentence for whoever wanted it."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.models import Klass, Path, Review
from linli.capabilities.petitions.papers.standing import Standing, standing_of
from linli.core.matters.models import Entry, Matter
from linli.flow.handling.supervision.queries.reading import of_matter
from linli.flow.outcomes.letters.queries import latest

WhyNot = Callable[[Matter, datetime], str]
HAND_OVER = ("routing.dispatched", "routing.arbitrated", "routing.routed")


def is_petition(matter: Matter) -> bool:
    """Every petition, sealed or not."""
    return matter.capability == NAME


def is_claim(matter: Matter) -> bool:
    """Only claims go the way of acceptance, opinion, review and re-review."""
    return matter.capability == NAME and matter.kind == Klass.CLAIM


def is_open_petition(matter: Matter) -> bool:
    """Every petition that is not sealed."""
    return matter.capability == NAME and not matter.is_sealed


def _when(tell: Callable[[Standing], str]) -> WhyNot:
    return lambda matter, now: tell(standing_of(matter))


def _once(kind: str, tell: Callable[[Standing], str], since: Callable[[Standing], datetime | None]) -> WhyNot:
    """Shut it also where such a document was issued for the same act: who wrote it wrong corrects it."""

    def why_not(matter: Matter, now: datetime) -> str:
        standing = standing_of(matter)
        if why := tell(standing):
            return why
        issued, began = latest(matter, kind), since(standing)
        if issued is None or began is None or issued.issued_at < began:
            return ""
        return _("这份文书已经出具过。写错了的，请点“更正”，出一份新的代替它。")

    return why_not


def _accepted(standing: Standing) -> str:
    return "" if standing.petition.accepted_at else _("还没有受理。请先点“受理，告知诉求人”，再出告知书。")


def _refused(standing: Standing) -> str:
    referral = standing.referral
    if referral is None:
        return _("还没有告知途径。请先点“不予受理，告知途径”，写明去哪里、带什么，再出告知书。")
    if referral.path == Path.ENDED:
        return _("同一事实和理由已经复核过，请出《不再受理告知书》。")
    return ""


def _ended(standing: Standing) -> str:
    referral = standing.referral
    if referral is not None and referral.path == Path.ENDED:
        return ""
    return _("只有同一事实和理由已经复核过的，才出这份文书。请先点“不予受理，告知途径”，选“信访已经终结”。")


def _concluded(standing: Standing) -> str:
    if standing.petition.conclusion:
        return ""
    return _("还没有出具处理意见。请先点“出具处理意见书”，写明请求、事实、意见和依据。")


def _decided(which: str) -> Callable[[Standing], str]:
    def tell(standing: Standing) -> str:
        one = standing.review_of(which)
        if one is not None and one.decided_at:
            return ""
        return _("%(round)s意见还没有作出。请先作出决定，再出意见书。") % {"round": Review.Round(which).label}

    return tell


def _extended(standing: Standing) -> str:
    return "" if standing.extensions else _("没有批准过延期。请先申请延期，由负责人批准，再出告知书。")


def _objected(standing: Standing) -> str:
    return "" if standing.objections else _("没有提出过异议。请先点“提出异议”，写明理由，再出异议书。")


def _heard(standing: Standing) -> str:
    if any(one.ended_at is None for one in standing.hearings):
        return ""
    return _("没有要举行的听证。请先点“举行听证”。")


def _settled(standing: Standing) -> str:
    if any(one.text for one in standing.settlements):
        return ""
    return _("还没有达成协议。谈成以后点“达成协议”，再出协议书。")


def _answered(standing: Standing) -> str:
    petition = standing.petition
    if petition.opinion_at or petition.adoption:
        return ""
    return _("还没有答复信访人，不能报办结。")


def passed_on(matter: Matter, now: datetime) -> str:
    if matter.is_sealed:
        return "" if matter.state == "transferred" else _("还没有移送。请先点“移送纪检监察”，再出这份文书。")
    handed = Entry.objects.filter(subject=matter.id, verb__in=HAND_OVER, body__has_key="unit")
    return "" if handed.exists() else _("还没有转给别的机关。请先点“转送、交办”，再出这份文书。")


def supervised(matter: Matter, now: datetime) -> str:
    return "" if of_matter(matter) else _("这件事没有督办。请先发起督办，再出督办函。")


accepted = _once("petition_acceptance", _accepted, lambda it: it.petition.accepted_at)
refused = _when(_refused)
ended = _when(_ended)
concluded = _once("petition_opinion", _concluded, lambda it: it.petition.opinion_at)
extended = _when(_extended)
objected = _when(_objected)
heard = _when(_heard)
settled = _when(_settled)
answered = _when(_answered)


def decided(kind: str, which: str) -> WhyNot:
    def since(standing: Standing) -> datetime | None:
        one = standing.review_of(which)
        return one.decided_at if one else None

    return _once(kind, _decided(which), since)
