"""Who is told what of a supervision. Each alert once: its key names the round it is about."""

from datetime import datetime

from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.handling.supervision.models import Mark, Supervision
from linli.flow.handling.supervision.rights import ANSWER, LEAD, MARK, level_permission

ROUND = "{0.id}:{0.times_sent_back}"


def tell_addressee(supervision: Supervision, kind: str, *, now: datetime) -> None:
    """Tell those who answer for the unit that is asked."""
    alert(
        supervision.matter_id,
        kind=f"supervision.{kind}",
        key=f"supervision:{kind}:{ROUND.format(supervision)}",
        says={"number": supervision.number, "unit": supervision.addressee.name},
        unit=supervision.addressee,
        permission=ANSWER,
        now=now,
    )


def tell_issuer(supervision: Supervision, kind: str, *, leads: bool = False, now: datetime) -> None:
    """Tell the issuing post, or (`leads`) whoever leads there."""
    alert(
        supervision.matter_id,
        kind=f"supervision.{kind}",
        key=f"supervision:{kind}:{ROUND.format(supervision)}",
        says={"number": supervision.number, "unit": supervision.addressee.name},
        unit=supervision.issuer_unit,
        permission=LEAD if leads else level_permission(supervision.level),
        now=now,
    )


def tell_of_mark(mark: Mark, *, now: datetime) -> None:
    """Tell the unit that it was marked, so that it may object."""
    alert(
        mark.supervision.matter_id,
        kind="supervision.marked",
        key=f"mark:{mark.id}",
        says={"unit": mark.unit.name},
        unit=mark.unit,
        permission=ANSWER,
        now=now,
    )


def tell_of_mark_objection(mark: Mark, *, now: datetime) -> None:
    """Tell those who may decide on the objection to a mark."""
    alert(
        mark.supervision.matter_id,
        kind="supervision.mark_objected",
        key=f"mark:{mark.id}:objected",
        says={"unit": mark.unit.name},
        unit=mark.supervision.issuer_unit,
        permission=MARK,
        now=now,
    )


def settle(supervision: Supervision, *kinds: str, now: datetime) -> None:
    """End what this supervision asked for in this round; another on the same matter goes on asking."""
    for kind in kinds:
        key = f"supervision:{kind}:{ROUND.format(supervision)}"
        settle_alerts(supervision.matter_id, key=key, now=now)
