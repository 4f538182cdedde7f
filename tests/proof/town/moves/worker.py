"""The worker and the scanner of clocks: in pieces, late, twice, cut off, killed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from linli.config.commands.worker import duties
from linli.core.clocks.actions import tick
from linli.core.matters.ledger import deliver_pending, seal_pending
from linli.core.matters.ledger.following import followers_of
from linli.core.matters.models import Delivery, Entry
from linli.doors.notices.sending import send_due
from linli.flow.handling.alerts.actions import ring
from linli.flow.statistics.actions import rebuild

from .. import faults
from ..town import Town
from . import move

OTHERS = ("replays", "attempts", "codes", "erasures", "retention", "suggestions")


def turn(town: Town, name: str, act: Callable[[], int]) -> None:
    """Let a duty of the worker have its turn, now and then cut off at one of its statements, as the worker bears it."""
    cut_at = town.dice.randint(1, 60) if town.dice.random() < 0.2 else 0
    try:
        with faults.watched(cut_at) as writes:
            act()
    except faults.Cut:
        pass
    except faults.Killed:
        town.note(name, "killed")
        return
    if cut_at and writes.count >= cut_at:
        town.tally[f"fault: {name} cut off"] += 1
    town.note(name, "done")
    town.after_commit()


@move(90)
def deliveries_in_pieces(town: Town) -> None:
    some = town.dice.choice([1, 2, 5, 20])
    turn(town, "deliver some", lambda: deliver_pending(now=town.now, limit=some))


@move(60)
def all_deliveries(town: Town) -> None:
    def act() -> int:
        return sum(iter(lambda: deliver_pending(now=town.now), 0))

    turn(town, "deliver all", act)


@move(25)
def deliveries_twice(town: Town) -> None:
    """A follower may be told the same entry again at any time, e.g. when a backup was put back."""
    entries = list(Entry.objects.order_by("-id")[:80])
    if not entries:
        return
    town.tally["fault: told a follower twice"] += 1
    chosen = [town.dice.choice(entries) for _n in range(3)]
    Delivery.objects.bulk_create(
        [
            Delivery(entry=entry, follower=follower.name, next_at=town.now)
            for entry in chosen
            for follower in followers_of(entry.verb)
            if follower.follows(entry)
        ],
        ignore_conflicts=True,
    )
    turn(town, "deliver twice", lambda: deliver_pending(now=town.now))


@move(90)
def the_scanner(town: Town) -> None:
    turn(town, "tick", lambda: tick(now=town.now, batch=town.dice.choice([1, 3, 500])))


@move(20)
def two_scanners(town: Town) -> None:
    turn(town, "tick", lambda: tick(now=town.now))
    if not town.last[-1].endswith("done"):
        return
    again: list[int] = []

    def look_again() -> int:
        again.append(tick(now=town.now))
        return again[0]

    while not again:
        turn(town, "tick again", look_again)
    was_cut = town.tally["fault: tick cut off"] or town.tally["fault: tick again cut off"]
    town.expect(again == [0] or bool(was_cut), "a second scanner fires nothing once more")


@move(10)
def a_scanner_whose_clock_is_behind(town: Town) -> None:
    back = town.now - timedelta(minutes=town.dice.randrange(1, 200))
    turn(town, "tick behind", lambda: tick(now=back))


@move(40)
def sealing(town: Town) -> None:
    limit = town.dice.choice([1, 10, 2000])
    turn(town, "seal", lambda: seal_pending(now=town.now, limit=limit))


@move(45)
def messages(town: Town) -> None:
    turn(town, "send", lambda: send_due(now=town.now, limit=town.dice.choice([1, 50])))


@move(25)
def ringing(town: Town) -> None:
    turn(town, "ring", lambda: ring(now=town.now))


@move(20)
def one_of_the_other_duties(town: Town) -> None:
    found = {name: act for name, _pause, act in duties(timedelta(seconds=1))}
    name = town.dice.choice(OTHERS)
    turn(town, f"duty {name}", lambda: _within(found[name], town.now))


def _within(act: Callable[[datetime], int], now: datetime) -> int:
    return act(now)


@move(4)
def figures_anew(town: Town) -> None:
    turn(town, "rebuild figures", rebuild)


@move(12)
def a_quiet_night(town: Town) -> None:
    """Whatever waits is worked off."""
    night(town)


def night(town: Town) -> None:
    """Let the worker do all that is due now."""
    for _round in range(20):
        done = sum(iter(lambda: deliver_pending(now=town.now), 0)) + tick(now=town.now) + ring(now=town.now)
        town.after_commit()
        if not done:
            break
    while seal_pending(now=town.now):
        pass
    town.note("night", "done")
