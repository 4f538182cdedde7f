"""Who has to handle a petition: passed on in time, objected to with reasons, shown another way, accepted and told."""

import pytest

from linli.core.clocks.queries import clocks_of, running
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import Refused


def test_an_organ_objects_within_five_working_days_and_hands_back_only_what_the_sender_agrees_to(
    petitions_office,
):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    office.pass_on(receipt, cast.water)
    handler = cast.handler.actor
    with pytest.raises(AnswersWrong):
        office.do(receipt, "object", handler, reason="不归我们", article="")
    office.do(receipt, "object", handler, reason="渠道属村集体，依水法归村里管。", article="水法第二十八条")
    matter = office.matter(receipt)
    assert (matter.state, matter.unit) == ("disputed", cast.water)
    assert [clock.name for clock in running(matter)] == ["tell"]
    assert Alert.objects.filter(kind="petitions.objected", settled_at=None).count() == 1

    for who in (cast.handler, cast.head):
        with pytest.raises(Refused):
            office.do(receipt, "agree_objection", who.actor, text="")
    office.do(receipt, "refuse_objection", cast.clerk.actor, text="渠首归水务局管。")
    assert office.matter(receipt).state == "routed"
    with pytest.raises(StepNotOpen, match="共同上级"):
        office.do(receipt, "object", handler, reason="还是不归我们", article="水法第二十八条")
    assert not Alert.objects.filter(kind="petitions.objected", settled_at=None).exists()


def test_with_the_senders_consent_it_goes_back_and_is_passed_on_anew(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    office.pass_on(receipt, cast.water)
    office.do(receipt, "object", cast.handler.actor, reason="渠道属村集体。", article="水法第二十八条")
    office.do(receipt, "agree_objection", cast.clerk.actor)
    matter = office.matter(receipt)
    assert (matter.state, matter.unit) == ("registered", cast.centre)
    assert [clock.name for clock in running(matter)] == ["register"]
    office.pass_on(receipt, cast.east_committee)
    assert office.matter(receipt).unit == cast.east_committee


def test_after_five_working_days_no_organ_objects(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    office.pass_on(receipt, cast.water)
    office.wait(days=8)
    with pytest.raises(StepNotOpen, match="现在已经过了"):
        office.do(receipt, "object", cast.handler.actor, reason="不归我们", article="三定方案")


def test_organs_that_disagree_have_it_decided_above_them(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    for _again in range(2):
        office.pass_on(receipt, cast.water)
        office.do(receipt, "object", cast.handler.actor, reason="不归我们", article="三定方案")
        office.do(receipt, "agree_objection", cast.clerk.actor)
    with pytest.raises(StepNotOpen, match="裁定"):
        office.pass_on(receipt, cast.water)
    unit = str(cast.water.id)
    office.do(receipt, "arbitrate", cast.leader.actor, unit=unit, article="水法", reason="渠首归水务局")
    assert (office.matter(receipt).state, office.matter(receipt).unit) == ("routed", cast.water)
    with pytest.raises(StepNotOpen, match="裁定"):
        office.do(receipt, "object", cast.handler.actor, reason="不归我们", article="三定方案")


def test_the_petitioner_is_told_in_writing_and_an_anonymous_one_need_not_be(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    named, nameless = office.bring(), office.bring(name="", phone="")
    for receipt in (named, nameless):
        office.pass_on(receipt, cast.east_committee)
    cadre = cast.village_cadre.actor
    with pytest.raises(AnswersWrong, match="书面告知"):
        office.do(named, "take_up", cadre, told="not_owed", text="由村里办理")
    office.do(named, "take_up", cadre, told="letter", text="由村里办理，六十日内答复。")
    office.do(nameless, "take_up", cadre, told="not_owed", text="由村里办理")
    assert office.row(named).told_at == office.now
    assert office.row(nameless).told_at is None
    tell = [clock for clock in clocks_of(office.matter(named)) if clock.name == "tell"]
    assert [clock.was_late for clock in tell] == [False]


def test_another_lawful_way_is_told_and_somebody_asks_whether_it_was_open(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt, shut = office.bring(), office.bring()
    cadre = cast.village_cadre.actor
    way = {
        "path": "arbitration",
        "where": "县劳动仲裁院，建设路1号，带身份证和合同。",
        "reason": "劳动争议先仲裁",
    }
    for one in (receipt, shut):
        office.pass_on(one, cast.east_committee)
        office.do(one, "not_accept", cadre, **way)
        assert (office.matter(one).state, office.matter(one).is_open) == ("referred", True)
        assert [clock.name for clock in running(office.matter(one))] == ["referral"]
    office.do(receipt, "settle_referral", cadre, result="taken", text="仲裁院已经收下。")
    matter = office.matter(receipt)
    assert (matter.state, matter.is_open, matter.outcome) == ("not_accepted", False, "not_ours")
    office.do(shut, "come_back", office.petitioner(shut), reason="仲裁院说过了时效")
    assert (office.matter(shut).state, office.matter(shut).unit) == ("registered", cast.centre)


def test_whoever_has_an_interest_withdraws_and_somebody_else_takes_it_up(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    cadre = cast.village_cadre.actor
    office.do(receipt, "recuse", cadre, reason="占渠的是我的亲戚")
    matter = office.matter(receipt)
    assert (matter.handler, matter.unit, matter.state) == (None, cast.east_committee, "handling")
    with pytest.raises(StepNotOpen, match="回避"):
        office.do(receipt, "claim", cadre)
    with pytest.raises(StepNotOpen, match="回避"):
        office.opinion(receipt, cast.village_cadre)
    office.do(receipt, "claim", cast.worker.actor)
    assert office.matter(receipt).handler == cast.worker.staff
