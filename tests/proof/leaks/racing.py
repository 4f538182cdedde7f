"""Many at the same moment, on a PostgreSQL of its own. Run as a program by `test_races`; prints what came of each race.

Everybody waits at a barrier, so that all begin at once; each has a connection of their own.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from functools import partial
from threading import Barrier
from typing import Any

MANY = 40


def together(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Do all at once; return what each returned, or what it raised."""
    from django.db import connections

    barrier = Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            return deed()
        except Exception as error:  # what others were told is part of the result
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def told(results: list[Any]) -> dict[str, int]:
    """Count the results: "done", or the name of what was raised."""
    return dict(Counter(type(one).__name__ if isinstance(one, Exception) else "done" for one in results))


class Races:
    """The small centre, and everybody who runs."""

    def __init__(self) -> None:
        from django.utils import timezone

        from linli.core.matters.models import Category, Channel
        from linli.testing.makers import Centre
        from tests.proof.leaks.people import staff_of

        self.now = timezone.now()
        cast = self._cast()
        self.centre = Centre(
            cast,
            Category.objects.get(code="W1"),
            Category.objects.get(code="N"),
            Channel.objects.get(code="portal"),
        )
        self.staff = staff_of(cast)

    def _cast(self) -> Any:
        from linli.ground.people.models import Posting, Staff, Unit
        from linli.ground.places.models import Area, Cell
        from linli.testing.cast import Cast, Member

        def unit(code: str) -> Any:
            return Unit.objects.get(code=code)

        def member(name: str) -> Member:
            staff = Staff.objects.get(username=name)
            return Member(staff, Posting.objects.get(staff=staff).post.unit)

        units = {
            "centre": "ZX",
            "water": "SW",
            "east_town": "DH",
            "west_town": "XL",
            "east_committee": "LW",
            "west_committee": "SP",
        }
        people = {
            "clerk": "zhiban", "leader": "lingdao", "auditor": "shenji", "personnel": "zhanghao", "handler": "shuiwu",
            "head": "shuiwuju", "east_clerk": "donghe", "west_clerk": "xiling", "village_cadre": "liuwan", "worker": "wangge",
        }  # fmt: skip
        areas = {
            "county": "990101000000",
            "east": "990101100000",
            "west": "990101101000",
            "east_village": "990101100200",
            "next_village": "990101100201",
            "west_village": "990101101200",
        }
        found: dict[str, Any] = {name: unit(code) for name, code in units.items()}
        found |= {name: member(username) for name, username in people.items()}
        found |= {name: Area.objects.get(code=code) for name, code in areas.items()}
        return Cast(**found, cell=Cell.objects.get())

    def actor(self, name: str) -> Any:
        return self.staff[name].actor

    def claims(self) -> dict[str, Any]:
        """Everybody of a unit takes up the same matter."""
        from linli.flow.handling import actions as handling

        receipt = self.centre.bring(now=self.now)
        actors = [self.actor(("handler", "colleague", "head")[turn % 3]) for turn in range(MANY)]
        results = together(
            [partial(handling.claim, receipt.matter_id, actor=actor, now=self.now) for actor in actors]
        )
        return {"told": told(results), "entries": self.centre.verbs(receipt).count("handling.claimed")}

    def replies(self) -> dict[str, Any]:
        """The same reply is sent by many clicks."""
        from linli.flow.handling import actions as handling
        from linli.flow.outcomes import actions as outcomes

        receipt, handler = self.centre.bring(now=self.now), self.actor("handler")
        handling.claim(receipt.matter_id, actor=handler, now=self.now)
        version = self.centre.matter(receipt).version
        results = together(
            [
                lambda: outcomes.reply(
                    receipt.matter_id, text="换好了。", version=version, actor=handler, now=self.now
                )
            ]
            * MANY
        )
        return {"told": told(results), "entries": self.centre.verbs(receipt).count("outcomes.replied")}

    def tickets(self) -> dict[str, Any]:
        """Two hundred people draw a number at the reception."""
        from linli.capabilities.petitions.reception.actions.taking import take_number
        from linli.capabilities.petitions.reception.models import Desk, Service, Ticket

        hall, duty = self.centre.cast.centre, self.actor("duty")
        Desk.objects.create(unit=hall, hall=hall, room="1号", opens=time(8), closes=time(18))
        service = Service.objects.create(hall=hall, letter="A", name="综合接待")

        def five() -> list[int]:
            return [take_number(service.id, actor=duty, now=self.now).number for _turn in range(200 // MANY)]

        results = together([five] * MANY)
        drawn = sorted(Ticket.objects.values_list("number", flat=True))
        return {"told": told(results), "drawn": len(drawn), "gapless": drawn == list(range(1, 201))}

    def letters(self) -> dict[str, Any]:
        """Numbers of letters are given out, some for letters that then fail."""
        from django.db import transaction

        from linli.ground.documents.models import IssuedNumber
        from linli.ground.documents.numbers import keep_shipped_series, next_number

        keep_shipped_series()
        year = self.now.year

        def one(turn: int) -> str:
            with transaction.atomic():
                given = next_number("letters", year=year, now=self.now, unit_id=self.centre.cast.water.id)
                if turn % 4 == 0:
                    raise ValueError("the letter could not be written")
                return given.text

        results = together([partial(one, turn) for turn in range(MANY)])
        numbers = sorted(IssuedNumber.objects.filter(year=year).values_list("n", flat=True))
        return {
            "told": told(results),
            "given": len(numbers),
            "gapless": numbers == list(range(1, len(numbers) + 1)),
        }

    def same_key(self) -> dict[str, Any]:
        """A telephone sends the same matter again and again, all at once."""
        from linli.core.matters.models import Matter
        from linli.flow.intake.actions import receive
        from linli.ground.people.actor import SYSTEM, resident

        before = Matter.objects.visible_to(SYSTEM).count()
        said = self.centre.submission()
        results = together([lambda: receive(said, actor=resident(), now=self.now)] * MANY)
        receipts = {(one.number, one.code) for one in results if not isinstance(one, Exception)}
        made = Matter.objects.visible_to(SYSTEM).count() - before
        return {"told": told(results), "receipts": len(receipts), "matters": made}

    def attempts(self) -> dict[str, Any]:
        """Guesses come all at once, so that none sees the others."""
        from linli.ground.people import throttle

        limit = throttle.Limit("race", "somebody", 5, timedelta(minutes=15))
        results = together([lambda: throttle.attempt([limit], now=self.now).allowed] * MANY)
        return {"told": told(results), "allowed": sum(one is True for one in results)}

    def openings(self) -> dict[str, Any]:
        """To open the people of a sealed matter takes two holders, and each consent opens once."""
        from linli.core.matters import sealed
        from linli.testing.cast import PASSWORD
        from tests.proof.leaks.making import accusation

        receipt = accusation(self.staff, now=self.now)
        leader, other = self.actor("leader"), self.actor("confidant")
        asked = sealed.ask_to_open(receipt.matter_id, reason="要核实", actor=leader, now=self.now)

        def agree(actor: Any) -> Any:
            return sealed.agree(asked.id, agreed=True, actor=actor, now=self.now)

        def open_people() -> Any:
            said: dict[str, Any] = {"password": PASSWORD, "reason": "要核实", "what": "people"}
            return sealed.open_matter(receipt.matter_id, **said, actor=leader, now=self.now)

        alone = together([lambda: agree(leader)] * 10 + [open_people] * 10)
        both = together([lambda: agree(other)] * 10)
        opened = together([open_people] * 10)
        return {"alone": told(alone), "agreed": told(both), "opened": told(opened)}


NAMES = ("claims", "replies", "tickets", "letters", "same_key", "attempts", "openings")


def main() -> None:
    import django

    django.setup()
    races = Races()
    sys.stdout.write(json.dumps({name: getattr(races, name)() for name in NAMES}))


if __name__ == "__main__":
    main()
