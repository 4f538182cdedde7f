"""A complaint about an official: sealed, entrusted, looked into, answered; whoever it is about learns nothing."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions.models import Petition
from linli.core.clocks.models import Clock
from linli.core.matters import sealed
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling.entrusting import take_sealed_step
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.cast import PASSWORD

SECRET = "水务局冯涛收了管材商的钱"


@pytest.fixture
def accusation(petitions_office):
    about = (sealed.Named("staff", petitions_office.centre.cast.east_clerk.staff.id),)
    return petitions_office.bring(kind="accusation", text=SECRET, sealed=True, named=about)


def sealed_matter(receipt):
    return Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)


def running(receipt):
    return set(Clock.objects.filter(matter=receipt.matter_id, stopped_at=None).values_list("name", flat=True))


def test_an_accusation_is_entrusted_told_looked_into_and_answered_without_a_word_in_clear(
    petitions_office, accusation
):
    office, cast = petitions_office, petitions_office.centre.cast
    assert Petition.objects.get(matter=accusation.matter_id).klass == "accusation"
    assert (sealed_matter(accusation).procedure, running(accusation)) == ("accusations", {"register"})
    key = sealed.open_matter(
        accusation.matter_id, password=PASSWORD, reason="交办", actor=cast.leader.actor, now=office.now
    )

    def do(step, member, key=None, **said):
        return take_sealed_step(
            accusation.matter_id, step, said=said, key=key, actor=member.actor, now=office.now
        )

    with pytest.raises(Refused):
        do("inform", cast.head, told="letter", text="已收到")
    with pytest.raises(AnswersWrong):
        do("entrust", cast.leader, key=key, staff=str(cast.handler.staff.id))
    do("entrust", cast.leader, key=key, staff=str(cast.head.staff.id))
    assert (sealed_matter(accusation).handler, running(accusation)) == (cast.head.staff, {"tell"})
    office.now += timedelta(days=3)
    do("inform", cast.head, told="letter", text="已收到，正在核查。")
    assert running(accusation) == {"look"}
    do("record", cast.head, text="查了账目")
    do("conclude", cast.head, result="partly", text="部分属实，已经退款。")
    do("close", cast.head)
    assert (sealed_matter(accusation).state, running(accusation)) == ("closed", set())
    told = str(list(Entry.objects.filter(subject=accusation.matter_id).values("verb", "body")))
    assert "账目" not in told
    assert "退款" not in told
    assert SECRET not in told


def test_what_goes_to_discipline_inspection_is_answered_for(petitions_office, accusation):
    office, cast = petitions_office, petitions_office.centre.cast
    for step, said in (
        ("transfer", {"where": "县纪委监委", "text": "涉嫌违纪"}),
        ("transfer_answered", {"text": "已经立案，结果另行告知。"}),
        ("close", {}),
    ):
        assert sealed_matter(accusation).is_open
        take_sealed_step(
            accusation.matter_id, step, said=said, key=None, actor=cast.leader.actor, now=office.now
        )
    assert not sealed_matter(accusation).is_open


def test_no_act_of_petitions_touches_what_is_sealed(petitions_office, accusation):
    from linli.capabilities.petitions import actions

    cast, now = petitions_office.centre.cast, petitions_office.now
    for member in (cast.leader, cast.clerk):
        with pytest.raises(Refused):
            actions.recuse(accusation.matter_id, reason="不想办", actor=member.actor, now=now)
        with pytest.raises(Refused):
            actions.ask_review(accusation.matter_id, reason="不服", actor=member.actor, now=now)
