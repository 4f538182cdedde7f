"""A claim, from the door to the end of the road: opinion, review, re-review, and the help that goes on."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions.models import CarryingOut, Review
from linli.core.clocks.models import Clock
from linli.core.clocks.queries import running
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import Refused


def clock_names(office, receipt):
    return [clock.name for clock in running(office.matter(receipt))]


def test_a_claim_goes_to_the_end_of_the_road(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered(conclusion="decline")
    petitioner = office.petitioner(receipt)
    assert office.matter(receipt).state == "answered"

    office.wait(days=20)
    office.do(receipt, "ask_review", petitioner, reason="渠道是祖上修的")
    matter = office.matter(receipt)
    assert (matter.state, matter.unit, matter.handler) == ("reviewing", cast.east_town, None)
    assert clock_names(office, receipt) == ["review"]

    office.do(receipt, "claim", cast.east_clerk.actor)
    office.do(receipt, "decide_review", cast.east_clerk.actor, result="uphold", text="维持原意见。")
    office.wait(days=25)
    office.do(receipt, "ask_re_review", petitioner, reason="证据没有看")
    assert (office.matter(receipt).unit, clock_names(office, receipt)) == (cast.centre, ["re_review"])

    office.do(receipt, "claim", cast.clerk.actor)
    office.do(receipt, "decide_re_review", cast.clerk.actor, result="uphold", text="维持复查意见。")
    matter, row = office.matter(receipt), office.row(receipt)
    assert (matter.state, matter.is_open, row.stage) == ("ended", False, "ended")
    assert clock_names(office, receipt) == []
    for step in ("ask_review", "ask_re_review"):
        with pytest.raises(StepNotOpen):
            office.do(receipt, step, petitioner, reason="还是不服")
    office.do(receipt, "help", cast.clerk.actor, text="帮他申请了水利补助。")
    office.do(receipt, "rate", petitioner, solved="no", satisfied="fair")
    assert office.centre.verbs(receipt)[-2:] == ["petitions.helped", "outcomes.rated"]


def test_who_gave_the_opinion_does_not_review_it(petitions_office):
    """Nor does somebody of another organ, however far their post reaches: the next higher one reviews."""
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered(by=cast.east_clerk)
    office.do(receipt, "ask_review", office.petitioner(receipt), reason="不服")
    for step, said in (("claim", {}), ("decide_review", {"result": "uphold", "text": "维持"})):
        with pytest.raises(StepNotOpen, match="别人"):
            office.do(receipt, step, cast.east_clerk.actor, **said)
    with pytest.raises(StepNotOpen, match="复查、复核机关"):
        office.do(receipt, "decide_review", cast.village_cadre.actor, result="uphold", text="维持")


def test_review_is_asked_for_within_thirty_days_of_the_letter_reaching_the_petitioner(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    late, served = office.answered(), office.answered()
    office.wait(days=8)
    on = (office.now - timedelta(days=1)).date().isoformat()
    office.do(served, "deliver", cast.village_cadre.actor, on=on, how="当面签收")
    office.wait(days=25)
    with pytest.raises(StepNotOpen, match="现在已经过了"):
        office.do(late, "ask_review", office.petitioner(late), reason="不服")
    office.do(served, "ask_review", office.petitioner(served), reason="不服")
    assert office.matter(served).state == "reviewing"


def test_a_petition_is_closed_once_nothing_can_be_asked_for_or_the_petitioner_is_content(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt, content = office.answered(), office.answered()
    cadre = cast.village_cadre.actor
    with pytest.raises(StepNotOpen, match="还可以申请"):
        office.do(receipt, "close", cadre, outcome="not_solved", reason="不予支持")
    office.do(content, "rate", office.petitioner(content), solved="yes", satisfied="yes")
    office.do(content, "close", cadre, outcome="solved")
    office.wait(days=31)
    office.do(receipt, "close", cadre, outcome="not_solved", reason="不予支持")
    assert {office.matter(one).state for one in (receipt, content)} == {"closed"}


def test_a_revoked_opinion_is_given_anew_and_may_be_reviewed_anew(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered()
    office.do(receipt, "ask_review", office.petitioner(receipt), reason="不服")
    office.do(receipt, "claim", cast.east_clerk.actor)
    office.do(receipt, "revoke", cast.east_clerk.actor, text="事实不清，请重新调查。")
    matter, row = office.matter(receipt), office.row(receipt)
    assert (matter.state, matter.unit, row.conclusion) == ("handling", cast.east_committee, "")
    assert clock_names(office, receipt) == ["handle"]
    office.wait(days=10)
    office.opinion(receipt, cast.village_cadre)
    office.do(receipt, "ask_review", office.petitioner(receipt), reason="还是不服")
    assert list(Review.objects.order_by("began_at").values_list("round", "result")) == [
        ("review", "revoke"),
        ("review", ""),
    ]


def test_what_has_no_higher_organ_here_is_told_where_to_go(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.bring()
    office.do(receipt, "claim", cast.clerk.actor)
    office.do(receipt, "take_up", cast.clerk.actor, told="on_spot", text="由中心办理。")
    office.opinion(receipt, cast.clerk)
    with pytest.raises(StepNotOpen, match="不在本平台"):
        office.do(receipt, "ask_review", office.petitioner(receipt), reason="不服")


def test_supported_means_carried_out_by_a_day_and_followed_to_the_end(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    with pytest.raises(AnswersWrong) as wrong:
        office.opinion(receipt, cast.village_cadre, "support")
    assert set(wrong.value.errors) == {"duty", "duty_on"}
    day = (office.now + timedelta(days=20)).date()
    office.opinion(receipt, cast.village_cadre, "support", "疏通灌溉渠", day.isoformat())
    duty = CarryingOut.objects.get(petition=receipt.matter_id)
    assert (duty.organ, duty.due_on, duty.was_late) == (cast.east_committee, day, None)

    office.wait(days=22)
    duty.refresh_from_db()
    assert duty.was_late
    kinds = set(Alert.objects.filter(matter=receipt.matter_id).values_list("kind", flat=True))
    assert {"petitions.duty_overdue", "petitions.supervise"} <= kinds

    from linli.capabilities.petitions.actions import carry_out

    with pytest.raises(Refused):
        carry_out(duty.id, evidence="通了", actor=cast.west_clerk.actor, now=office.now)
    with pytest.raises(AnswersWrong):
        carry_out(duty.id, evidence=" ", actor=cast.village_cadre.actor, now=office.now)
    carry_out(
        duty.id, evidence="渠道已经疏通，村民签字确认。", actor=cast.village_cadre.actor, now=office.now
    )
    assert not Clock.objects.filter(task_id=duty.id, stopped_at=None).exists()
    assert "petitions.carried_out" in office.centre.verbs(receipt)
    with pytest.raises(StepNotOpen):
        carry_out(duty.id, evidence="又一次", actor=cast.village_cadre.actor, now=office.now)


def test_the_duty_goes_on_after_the_petition_is_closed(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    day = (office.now + timedelta(days=90)).date().isoformat()
    receipt = office.answered(conclusion="support", duty="修渠", duty_on=day)
    office.wait(days=31)
    office.do(receipt, "close", cast.village_cadre.actor, outcome="partly", reason="正在落实")
    office.wait(days=70)
    assert Entry.objects.filter(subject=receipt.matter_id, verb="petitions.duty_overdue").count() == 1
