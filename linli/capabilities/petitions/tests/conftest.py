"""What tests of petitions begin with: a petition brought through the real actions, and the people who deal with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from linli.capabilities.petitions import actions as petitions
from linli.capabilities.petitions.models import Petition
from linli.core.clocks.actions.ticking import tick
from linli.core.matters.models import Matter
from linli.flow.intake.receipt import Receipt
from linli.flow.outcomes.acts import act
from linli.flow.routing import actions as routing
from linli.ground.people.actor import Actor, resident
from linli.lib.identifiers import uuid7
from linli.testing.makers import MONDAY, Centre


@dataclass
class Petitions:
    """The centre of the cast, with petitions brought to it. `now` goes on by `wait`."""

    centre: Centre
    now: datetime = MONDAY

    def bring(self, *, kind="claim", form="window", **changes) -> Receipt:
        told = {
            "capability": "petitions",
            "kind": kind,
            "category_id": None,
            "severity": "small",
            "channel": "window",
            "text": "村里的灌溉渠被占，要求恢复通水，我找过村里三次都没有人管。",
            **changes,
        }
        brought = petitions.Brought(self.centre.submission(key=str(uuid7()), **told), form=form)
        receipt = petitions.bring(brought, actor=resident(), now=self.now)
        self.settle()
        return receipt

    def settle(self) -> None:
        self.centre.settle(now=self.now)

    def wait(self, **span) -> datetime:
        """Let time pass, with everything that fires meanwhile."""
        self.now += timedelta(**span)
        tick(now=self.now)
        self.settle()
        return self.now

    def do(self, receipt: Receipt, step: str, actor: Actor, **said):
        """Take a step as a door does it."""
        matter = self.matter(receipt)
        entry = act(matter, step, said, actor=actor, now=self.now, version=None)
        self.settle()
        return entry

    def matter(self, receipt: Receipt) -> Matter:
        return self.centre.matter(receipt)

    def row(self, receipt: Receipt) -> Petition:
        return Petition.objects.get(matter=receipt.matter_id)

    def petitioner(self, receipt: Receipt) -> Actor:
        return self.centre.requester(receipt)

    def pass_on(self, receipt: Receipt, unit, *, reason="依职责转送") -> None:
        clerk = self.centre.cast.clerk.actor
        routing.dispatch(receipt.matter_id, unit_id=unit.id, reason=reason, actor=clerk, now=self.now)
        self.settle()

    def accepted(self, *, unit=None, by=None, **changes) -> Receipt:
        """Bring a claim, pass it on and accept it: with the village committee, unless told otherwise."""
        cast = self.centre.cast
        receipt = self.bring(**changes)
        self.pass_on(receipt, unit or cast.east_committee)
        actor = (by or cast.village_cadre).actor
        self.do(receipt, "claim", actor)
        self.do(receipt, "take_up", actor, told="on_spot", text="由村委会办理，六十日内答复您。")
        return receipt

    def answered(self, *, conclusion="decline", duty="", duty_on="", by=None, **changes) -> Receipt:
        """The same, with an opinion."""
        receipt = self.accepted(by=by, **changes)
        self.opinion(receipt, by or self.centre.cast.village_cadre, conclusion, duty, duty_on)
        return receipt

    def opinion(self, receipt: Receipt, by, conclusion="decline", duty="", duty_on="") -> None:
        self.do(
            receipt,
            "opinion",
            by.actor,
            request="恢复渠道通水",
            facts="经查，渠道由村集体修建。",
            conclusion=conclusion,
            text="处理意见如下。",
            basis="水法第二十八条",
            duty=duty,
            duty_on=duty_on,
        )


@pytest.fixture
def petitions_office(centre: Centre) -> Petitions:
    return Petitions(centre)
