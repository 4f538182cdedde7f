"""The time that the law gives: once thirty days more, approved by the head; a hearing in re-review is not counted."""

from datetime import date, timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of
from linli.core.procedures import obligations, shelf
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish
from linli.ground.people.actor import Refused


def clock_of(office, receipt, name):
    return [clock for clock in clocks_of(office.matter(receipt)) if clock.name == name][-1]


def extend(days, **changes):
    return Wish("extend", "调查要跨村", "情况复杂，需要多一些时间", days, **changes)


@pytest.fixture
def water_claim(petitions_office):
    cast = petitions_office.centre.cast
    return petitions_office.accepted(unit=cast.water, by=cast.handler)


def test_handling_is_extended_once_by_at_most_thirty_days_by_the_head_who_says_why(
    petitions_office, water_claim
):
    office, cast = petitions_office, petitions_office.centre.cast
    handler, head, now = cast.handler.actor, cast.head.actor, office.now
    assert clock_of(office, water_claim, "handle").due_at.date() == date(
        2026, 5, 6
    )  # 1 May, and its holidays
    with pytest.raises(AnswersWrong, match="信访工作条例第三十四条"):
        timing.ask(water_claim.matter_id, "handle", extend(31), actor=handler, now=now)
    request = timing.ask(water_claim.matter_id, "handle", extend(30), actor=handler, now=now)
    with pytest.raises(Refused):
        timing.approve(request.id, words="同意", actor=handler, now=now)
    timing.approve(request.id, words="情况复杂，延长三十日", actor=head, now=now)
    assert clock_of(office, water_claim, "handle").due_at.date() == date(2026, 6, 1)  # 31 May is a Sunday
    with pytest.raises(StepNotOpen, match="不能再延"):
        timing.ask(water_claim.matter_id, "handle", extend(1), actor=handler, now=now)


def test_the_law_knows_no_other_extension_and_no_pause(petitions_office, water_claim):
    office, handler = petitions_office, petitions_office.centre.cast.handler.actor
    until = office.now + timedelta(days=5)
    pause = Wish("pause", "等鉴定", "等鉴定", None, "appraisal", until)
    with pytest.raises(StepNotOpen, match="按规定不能"):
        timing.ask(water_claim.matter_id, "handle", pause, actor=handler, now=office.now)
    fresh = office.bring()
    office.pass_on(fresh, office.centre.cast.water)
    for wish in (extend(1), pause):
        with pytest.raises(StepNotOpen, match="按规定不能"):
            timing.ask(fresh.matter_id, "tell", wish, actor=handler, now=office.now)


def test_a_hearing_in_re_review_is_not_counted_and_is_the_heads_to_hold(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered()
    petitioner = office.petitioner(receipt)
    office.do(receipt, "ask_review", petitioner, reason="不服")
    office.do(receipt, "claim", cast.east_clerk.actor)
    office.do(receipt, "decide_review", cast.east_clerk.actor, result="uphold", text="维持")
    office.do(receipt, "ask_re_review", petitioner, reason="不服")
    office.do(receipt, "claim", cast.clerk.actor)
    due = clock_of(office, receipt, "re_review").due_at
    said = {"text": "双方到场听证", "until": (office.now + timedelta(days=12)).date().isoformat()}
    with pytest.raises(StepNotOpen, match="负责人"):
        office.do(receipt, "open_hearing", cast.clerk.actor, **said)
    office.do(receipt, "open_hearing", cast.leader.actor, **said)
    assert clock_of(office, receipt, "re_review").paused_at == office.now
    with pytest.raises(StepNotOpen, match="听证"):
        office.do(receipt, "decide_re_review", cast.clerk.actor, result="uphold", text="维持")
    office.wait(days=9)
    office.do(receipt, "close_hearing", cast.leader.actor, text="双方各执一词。", published="yes")
    clock = clock_of(office, receipt, "re_review")
    assert clock.paused_at is None
    assert clock.due_at - due == timedelta(days=9)


def test_a_hearing_while_handling_stops_no_clock(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    due = clock_of(office, receipt, "handle").due_at
    until = (office.now + timedelta(days=3)).date().isoformat()
    office.do(receipt, "open_hearing", cast.village_cadre.actor, text="村里听证", until=until)
    with pytest.raises(StepNotOpen, match="听证"):
        office.opinion(receipt, cast.village_cadre)
    office.wait(days=2)
    office.do(receipt, "close_hearing", cast.village_cadre.actor, text="都同意", published="no")
    assert clock_of(office, receipt, "handle").due_at == due


TABLE = {
    "XF-REG": ("register", "15 calendar days", "二十二"),
    "XF-TELL": ("tell", "15 calendar days", "二十三"),
    "XF-TELL-TRANSFER": ("tell", "15 calendar days", "二十三"),
    "XF-OBJECT": ("object", "5 working days", "二十三"),
    "XF-HANDLE": ("handle", "60 calendar days", "三十四"),
    "XF-EXTEND": ("extension", "30 calendar days", "三十四"),
    "XF-REVIEW-REQ": ("ask_review", "30 calendar days", "三十五"),
    "XF-REVIEW": ("review", "30 calendar days", "三十五"),
    "XF-REREVIEW-REQ": ("ask_re_review", "30 calendar days", "三十六"),
    "XF-REREVIEW": ("re_review", "30 calendar days", "三十六"),
}


def test_every_limit_of_the_regulation_is_a_clock_or_a_window_with_its_article():
    clocks = shelf.current("petitions").clocks
    for name, limit, article in TABLE.values():
        assert (str(clocks[name].limit), clocks[name].limit.source) == (limit, f"信访工作条例第{article}条")
    assert clocks["handle"].extensions == 1
    on_the_spot = dict(shelf.current("petitions").steps["take_up"].asks[0].choices)  # XF-TELL-SPOT
    assert "on_spot" in on_the_spot
    accusations = shelf.current("accusations").clocks
    assert "二十二" in accusations["register"].limit.source
    assert "三十" in accusations["register"].limit.source
    assert "二十三" in accusations["tell"].limit.source
    assert "三十二" in obligations.every()["carry_out"].limit.source


def test_a_petition_that_is_answered_late_is_late(petitions_office):
    office = petitions_office
    receipt = office.accepted()
    office.wait(days=70)
    office.opinion(receipt, office.centre.cast.village_cadre)
    assert office.matter(receipt).was_late
    assert Clock.objects.get(matter=receipt.matter_id, name="handle").was_late
