"""Whole lives of matters by several processes: received, routed, claimed, answered, closed, rated, and all that follows."""

import secrets
from functools import cache
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.lines import Report, seconds
from bench.processes import PROCESSES, pool
from linli.core.matters import ledger
from linli.core.matters.models import Category
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import receive
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.models import Duty
from linli.ground.people.actor import Actor, resident
from linli.ground.people.models import Staff
from linli.ground.people.queries import actor_of
from linli.ground.places.models import Cell
from linli.lib.identifiers import uuid7

TARGET = 150.0
HANDLER = "bumen-jingban"
SAID = "已更换灯头，当晚已亮，请您看看。"


def measure(report: Report, *, lives: int) -> None:
    """Print lives a second, what follows them (figures, search, sealing) included."""
    share = lives // PROCESSES
    if connection.vendor != "postgresql":
        took = seconds(lambda: live(lives)) + seconds(settle)
        report.line("lifecycles", lives / took, "matters/s", better="higher")
        return
    with pool() as processes:
        list(processes.map(live, [5] * PROCESSES))
        settle()
        took = seconds(lambda: list(processes.map(live, [share] * PROCESSES))) + seconds(settle)
    report.line("lifecycles", share * PROCESSES / took, "matters/s", target=TARGET, better="higher")


def settle() -> None:
    """Carry out what the worker would."""
    now = timezone.now()
    while ledger.deliver_pending(now=now):
        pass
    while ledger.seal_pending(now=now):
        pass


def live(lives: int) -> None:
    for _ in range(lives):
        receipt = bring()
        actor, requester = handler(), resident([receipt.matter_id])
        handling.claim(receipt.matter_id, actor=actor, now=timezone.now())
        handling.contact(receipt.matter_id, text=SAID, actor=actor, now=timezone.now())
        outcomes.reply(receipt.matter_id, text=SAID, actor=actor, now=timezone.now())
        outcomes.close(receipt.matter_id, outcome="solved", actor=actor, now=timezone.now())
        outcomes.rate(receipt.matter_id, solved="yes", satisfied="yes", actor=requester, now=timezone.now())


def bring() -> Receipt:
    """Bring something that the duty list gives to the department of `handler`."""
    submission = Submission(
        key=f"bench-{uuid7()}",
        capability="requests",
        kind="help",
        text="村口的路灯不亮了，晚上下班不敢走，请来看看。",
        channel="portal",
        category_id=_category(),
        severity="large",
        spot=Spot(cell_id=secrets.choice(_cells())),
        phone=f"199{secrets.randbelow(10**8):08d}",
    )
    return receive(submission, actor=resident(), now=timezone.now())


@cache
def handler() -> Actor:
    return actor_of(Staff.objects.get(username=HANDLER), on=timezone.localdate())


@cache
def _category() -> UUID:
    listed = Duty.objects.filter(unit__in=handler().unit_ids).select_related("category").order_by("id")[0]
    return Category.objects.filter(parent=listed.category).order_by("code")[0].id


@cache
def _cells() -> list[UUID]:
    return list(Cell.objects.values_list("id", flat=True))
