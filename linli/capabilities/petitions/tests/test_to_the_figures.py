"""A petition, from the door to the figures, as its petitioner reads it; and the ledger stands."""

from datetime import timedelta

from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.telling import tell
from linli.flow.statistics.actions import differences
from linli.flow.statistics.queries import Months, total
from linli.ground.look import wording
from linli.ground.people.actor import SYSTEM

COUNTED = ("received", "answered", "in_time", "rated", "satisfied", "open")


def test_a_petition_goes_from_the_door_to_the_figures(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    office.wait(days=12)
    day = (office.now + timedelta(days=20)).date()
    office.opinion(receipt, cast.village_cadre, "support", "疏通灌溉渠", day.isoformat())
    office.do(receipt, "rate", office.petitioner(receipt), solved="yes", satisfied="yes")
    office.do(receipt, "close", cast.village_cadre.actor, outcome="solved")

    assert [one.title for one in tell(office.matter(receipt), audience="resident")] == [
        "我们收到了您反映的事",
        "改由柳湾村村民委员会办理",
        "有人接手了",
        "已经受理",
        "给您的答复",
        f"柳湾村村民委员会要在{wording.day(day)}前落实：疏通灌溉渠",
        "您的评价：解决了，满意",
        "办结：已解决",
    ]
    row = total(Months(202603, 202603), actor=SYSTEM)
    assert {name: row.counts[name] for name in COUNTED} == {
        "received": 1,
        "answered": 1,
        "in_time": 1,
        "rated": 1,
        "satisfied": 1,
        "open": 0,
    }
    assert differences() == []
    ledger.seal_pending(now=office.now)
    assert verify().sound


def test_figures_know_that_a_petition_went_another_way_and_that_it_came_back(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    office.pass_on(receipt, cast.east_committee)
    office.do(receipt, "claim", cast.village_cadre.actor)

    def counted():
        row = total(Months(202603, 202603), actor=SYSTEM)
        assert differences() == []
        return row.counts["open"], row.counts["closed"]

    said = {"path": "arbitration", "where": "县仲裁院", "reason": "劳动争议"}
    office.do(receipt, "not_accept", cast.village_cadre.actor, **said)
    assert counted() == (1, 0)
    office.do(receipt, "settle_referral", cast.village_cadre.actor, result="taken", text="仲裁院收下了")
    assert counted() == (0, 1)
    office.do(receipt, "come_back", office.petitioner(receipt), reason="仲裁院说过了时效")
    assert counted() == (1, 0)
