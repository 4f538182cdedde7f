"""The opinion goes out as a letter, and its delivery opens the time to ask for review."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.capabilities.petitions.queries.rounds import time_to_ask
from linli.core.matters.models import Entry
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes.letters import actions as letters
from linli.ground.people.actor import Refused

pytestmark = pytest.mark.django_db
KIND = "petition_opinion"


@pytest.fixture
def cadre(petitions_office):
    return petitions_office.centre.cast.village_cadre.actor


def test_the_letter_comes_after_the_opinion_and_only_once(petitions_office, papers, cadre):
    receipt = petitions_office.accepted()
    with pytest.raises(StepNotOpen, match="还没有出具处理意见"):
        papers.issue(receipt, KIND, cadre)
    petitions_office.opinion(receipt, petitions_office.centre.cast.village_cadre)
    letter = papers.issue(receipt, KIND, cadre)
    assert letter.number == "信处〔2026〕1号"
    with pytest.raises(StepNotOpen, match="更正"):
        papers.issue(receipt, KIND, cadre)
    assert letters.correct(letter.id, fields={}, reason="错字", actor=cadre, now=petitions_office.now)


def test_it_says_the_four_parts_and_until_when_review_may_be_asked(petitions_office, papers, cadre):
    receipt = petitions_office.answered()
    for words in papers.texts(papers.issue(receipt, KIND, cadre)):
        for part in ("恢复渠道通水", "渠道由村集体修建", "不予支持", "水法第二十八条", "30日内"):
            assert part in words
        assert "最迟申请日为2026年4月1日" in words
        assert "没有需要执行的事项" in words
        assert "东河镇综治中心" in words


def test_delivering_it_opens_thirty_days_from_the_day_it_arrived(petitions_office, papers, cadre):
    receipt = petitions_office.answered()
    letter = papers.issue(receipt, KIND, cadre)
    petitions_office.wait(days=10)
    arrived = timezone.localdate(petitions_office.now) - timedelta(days=2)
    papers.deliver(letter, cadre, on=arrived)
    assert timezone.localdate(petitions_office.row(receipt).delivered_at) == arrived
    ends = time_to_ask(petitions_office.matter(receipt)) - timedelta(microseconds=1)
    assert timezone.localdate(ends) == arrived + timedelta(days=30)


def test_a_petitioner_who_says_that_they_have_it_opens_it_too(petitions_office, papers, cadre):
    receipt = petitions_office.answered()
    letter = papers.issue(receipt, KIND, cadre)
    letters.acknowledge(letter.id, actor=petitions_office.petitioner(receipt), now=petitions_office.now)
    petitions_office.settle()
    assert petitions_office.row(receipt).delivered_at is not None


def test_a_delivery_recorded_by_hand_stays(petitions_office, papers, cadre):
    receipt = petitions_office.answered()
    letter = papers.issue(receipt, KIND, cadre)
    petitions_office.do(receipt, "deliver", cadre, on="2026-03-02", how="当面交给本人")
    first = petitions_office.row(receipt).delivered_at
    petitions_office.wait(days=3)
    papers.deliver(letter, cadre)
    assert petitions_office.row(receipt).delivered_at == first


def test_the_name_is_opened_when_it_is_issued_and_the_petitioner_can_see_that(
    petitions_office, papers, cadre
):
    receipt = petitions_office.answered(name="王小满")
    shown = letters.preview(receipt.matter_id, kind=KIND, fields={}, actor=cadre, now=petitions_office.now)
    opened = Entry.objects.filter(subject=receipt.matter_id, verb="handling.contact_opened")
    assert shown.startswith(b"%PDF")
    assert not opened.exists()
    for words in papers.texts(papers.issue(receipt, KIND, cadre)):
        assert "王小满：" in words
    assert "信访处理意见书" in opened.get().body["reason"]


def test_another_unit_issues_nothing(petitions_office, papers):
    receipt = petitions_office.answered()
    with pytest.raises(Refused):
        papers.issue(receipt, KIND, petitions_office.centre.cast.west_clerk.actor)
