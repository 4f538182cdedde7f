"""Whole lives of matters by several processes: received, routed, claimed, answered, closed, rated, and all that follows."""

import secrets
from collections.abc import Callable
from functools import cache, partial
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.database import worked
from bench.lines import Report, seconds
from bench.loading.clearing import clear
from bench.measures.plain import Plain
from bench.processes import PROCESSES, pool
from linli.core.matters import ledger
from linli.core.matters.models import Category, Matter
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
GROWTH = 1.3
HANDLER = "bumen-jingban"
SAID = "已更换灯头，当晚已亮，请您看看。"


def measure(report: Report, *, lives: int) -> None:
    """Print lives a second, what follows them (figures, search, sealing) included, beside the rows alone by plain SQL."""
    share = lives // PROCESSES
    if connection.vendor != "postgresql":
        took = seconds(lambda: live(lives)) + seconds(settle)
        report.line("lifecycles", lives / took, "matters/s", better="higher")
        return
    with pool() as processes:

        def all_at_once(act: Callable[[int], float], each: int) -> tuple[float, float]:
            """Return the seconds it took, and the milliseconds of work for one life."""
            work: list[float] = []
            took = seconds(lambda: work.extend(processes.map(act, [each] * PROCESSES)))
            return took, sum(work) / each / PROCESSES

        all_at_once(live, 5)
        settle()
        took, work = all_at_once(live, share)
        following: list[float] = []
        took += seconds(lambda: following.append(worked(settle)))
        since = uuid7()
        all_at_once(live_plainly, 5)
        plain, plain_work = all_at_once(live_plainly, share)
        clear(Matter._base_manager.filter(id__gt=since))
    done = share * PROCESSES
    limit, target = done / plain, TARGET
    report.line("lifecycles", done / took, "matters/s", limit=limit, target=target, better="higher")
    report.growth("lifecycles", GROWTH)
    report.line("lifecycles.work", work + following[0] / done, "ms", limit=plain_work)
    report.growth("lifecycles.work", GROWTH)


def settle() -> None:
    """Carry out what the worker would."""
    now = timezone.now()
    while ledger.deliver_pending(now=now):
        pass
    while ledger.seal_pending(now=now, back=ledger.NEWLY):
        pass


def live(lives: int) -> float:
    """Live so many lives, one after the other; return the milliseconds of work."""
    return worked(lambda: [life() for _ in range(lives)])


def life(*, told: Callable[[], object] = lambda: None) -> Receipt:
    """Let a matter live; `told` is called before each act."""
    told()
    receipt = bring()
    key, actor, requester = receipt.matter_id, handler(), resident([receipt.matter_id])
    acts: list[Callable[..., object]] = [
        partial(handling.claim, key, actor=actor),
        partial(handling.contact, key, text=SAID, actor=actor),
        partial(outcomes.reply, key, text=SAID, actor=actor),
        partial(outcomes.close, key, outcome="solved", actor=actor),
        partial(outcomes.rate, key, solved="yes", satisfied="yes", actor=requester),
    ]
    for act in acts:
        told()
        act(now=timezone.now())
    return receipt


def live_plainly(lives: int) -> float:
    """Write as many rows as so many lives write, in as many transactions, and nothing else; return the milliseconds of work."""
    plain = _plain()
    ready = [plain.another() for _ in range(lives)]
    return worked(lambda: plain.write_all(ready))


@cache
def _plain() -> Plain:
    return Plain(lambda told: life(told=told))


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
