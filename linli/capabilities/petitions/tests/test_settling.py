"""Mediation and settlement, where both sides want them; and the short way of a suggestion."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions.models import CarryingOut, Settlement
from linli.core.clocks.queries import running
from linli.core.procedures.taking import StepNotOpen


def test_both_sides_agree_to_mediation_and_keep_what_they_agreed(petitions_office):
    office, cadre = petitions_office, petitions_office.centre.cast.village_cadre
    receipt = office.accepted()
    with pytest.raises(StepNotOpen, match="还没有转入"):
        office.do(receipt, "settle", cadre.actor, text="协议")
    office.do(receipt, "offer_mediation", cadre.actor, way="mediation", consents="王小满、李四当面同意")
    with pytest.raises(StepNotOpen, match="调解"):
        office.opinion(receipt, cadre)
    day = (office.now + timedelta(days=9)).date().isoformat()
    office.do(receipt, "settle", cadre.actor, text="李四清出渠道。", duty="清出渠道", duty_on=day)
    assert office.matter(receipt).state == "answered"
    assert Settlement.objects.get().text == "李四清出渠道。"
    assert CarryingOut.objects.get().what == "清出渠道"
    with pytest.raises(StepNotOpen):
        office.do(receipt, "ask_review", office.petitioner(receipt), reason="后悔了")


def test_where_no_agreement_comes_the_petition_is_handled_on(petitions_office):
    office, cadre = petitions_office, petitions_office.centre.cast.village_cadre
    receipt = office.accepted()
    office.do(receipt, "offer_mediation", cadre.actor, way="settlement", consents="双方同意")
    office.do(receipt, "end_mediation", cadre.actor, reason="对方不同意出钱")
    office.opinion(receipt, cadre)
    assert office.matter(receipt).state == "answered"


def test_a_suggestion_is_studied_adopted_and_answered(petitions_office):
    office, cadre = petitions_office, petitions_office.centre.cast.village_cadre
    receipt = office.bring(kind="suggestion", text="建议村口装路灯。")
    office.pass_on(receipt, office.centre.cast.east_committee)
    with pytest.raises(StepNotOpen, match="申诉求决"):
        office.do(receipt, "take_up", cadre.actor, told="letter", text="受理")
    office.do(receipt, "claim", cadre.actor)
    office.do(receipt, "study", cadre.actor, told="letter", text="村委会研究，两个月内答复。")
    assert [clock.name for clock in running(office.matter(receipt))] == ["study"]
    with pytest.raises(StepNotOpen, match="申诉求决"):
        office.opinion(receipt, cadre)
    office.do(receipt, "answer_suggestion", cadre.actor, adoption="adopted", text="采纳，下月安装。")
    assert office.row(receipt).adoption == "adopted"
    office.do(receipt, "close", cadre.actor, outcome="solved")
    assert office.matter(receipt).state == "closed"
