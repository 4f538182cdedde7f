"""Whoever brought an accusation opens it with the code once more: their words, the answer, who opened it and why."""

import json

import pytest
import time_machine
from django.urls import reverse

from linli.capabilities.petitions.papers.tests.conftest import words_of_pdf
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.flow.handling.entrusting import take_sealed_step
from linli.flow.intake.submission import Person
from linli.flow.outcomes.letters import actions as letters
from linli.flow.outcomes.letters.keeping import Locked
from linli.flow.outcomes.letters.queries import data_of
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.cast import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "镇里褚亮收了施工队的钱"


@pytest.fixture
def office(petitions_office):
    with time_machine.travel(petitions_office.now, tick=False) as clock:
        petitions_office.clock = clock
        yield petitions_office


@pytest.fixture
def accusation(office):
    """An accusation with its respondents in words, looked into and answered."""
    cast = office.centre.cast
    about = (sealed.Named("staff", cast.east_clerk.staff.id),)
    helper = (Person("helper", "李大叔", "13800000002"),)
    receipt = office.bring(
        kind="accusation", text=SECRET, sealed=True, named=about, name="王小满", people=helper
    )
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
    sealed.keep_text(matter, "respondents", json.dumps(["镇里的褚亮"]), now=office.now)
    key = sealed.open_matter(
        matter.id, password=PASSWORD, reason="看看归谁办", actor=cast.leader.actor, now=office.now
    )
    said = {"staff": str(cast.head.staff.id)}
    take_sealed_step(matter.id, "entrust", said=said, key=key, actor=cast.leader.actor, now=office.now)
    for step, said in (
        ("inform", {"told": "letter", "text": "已经收到，正在核查。"}),
        ("conclude", {"result": "true", "text": "属实，已经处理。"}),
    ):
        take_sealed_step(matter.id, step, said=said, key=None, actor=cast.head.actor, now=office.now)
    return receipt


@pytest.fixture
def visitor(client, accusation):
    """The browser of the petitioner, with number and code given."""
    client.post(reverse("portal:follow"), {"number": accusation.number, "code": accusation.code})
    return client


def own(accusation, name="own", *more):
    return reverse(f"petitions:papers-{name}", args=[accusation.number, *more])


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_once_closed_the_page_of_the_matter_shows_the_road_and_no_word(visitor, accusation):
    visitor.post(own(accusation, "close"))
    seen = text_of(visitor.get(reverse("portal:matter", args=[accusation.number])))
    assert "这件事是密封的" in seen
    assert "保护什么，保护不了什么" in seen
    assert "凭编号和查询码看答复" in seen
    for word in (SECRET, "褚亮", "属实", "王小满", "看看归谁办"):
        assert word not in seen
    assert "理由锁着" in seen


def test_the_code_opens_words_answer_and_reasons_and_closes_again(visitor, accusation):
    visitor.post(own(accusation, "close"))
    assert SECRET not in text_of(visitor.get(own(accusation)))
    wrong = visitor.post(own(accusation), {"code": "AAAAAAAAAA"})
    assert wrong.status_code == 422
    assert "查询码不对" in text_of(wrong)
    assert visitor.post(own(accusation), {"code": accusation.code}).status_code == 302
    seen = text_of(visitor.get(own(accusation)))
    for word in (SECRET, "镇里的褚亮", "王小满", "李大叔", "属实，已经处理。", "理由：看看归谁办"):
        assert word in seen
    assert "晴川县综治中心 · 中心负责人" in seen
    assert "no-store" in visitor.get(own(accusation))["Cache-Control"]
    visitor.post(own(accusation, "close"))
    assert SECRET not in text_of(visitor.get(own(accusation)))


def test_it_closes_by_itself(visitor, accusation, office, settings):
    visitor.post(own(accusation), {"code": accusation.code})
    office.clock.shift(settings.OPENED_MINUTES * 60 + 1)
    assert SECRET not in text_of(visitor.get(own(accusation)))


def test_after_five_wrong_codes_the_right_one_waits(visitor, accusation):
    visitor.post(own(accusation, "close"))
    for _attempt in range(5):
        visitor.post(own(accusation), {"code": "AAAAAAAAAA"})
    answer = visitor.post(own(accusation), {"code": accusation.code})
    assert answer.status_code == 429
    assert "过15分钟再试" in text_of(answer)


def test_without_the_code_it_is_as_if_it_did_not_exist(client, accusation):
    real, none = (
        client.get(own(accusation)),
        client.get(reverse("petitions:papers-own", args=["2603020000000"])),
    )
    assert (real.status_code, none.status_code) == (302, 302)
    assert real["Location"].replace(accusation.number, "2603020000000") == none["Location"]


def test_an_ordinary_petition_has_no_such_page(client, office):
    receipt = office.bring()
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    assert client.get(own(receipt)).status_code == 302


def test_documents_of_a_sealed_petition_name_nobody_and_lie_under_its_key(accusation, office):
    head = office.centre.cast.head.actor
    letter = letters.issue(
        accusation.matter_id, kind="petition_registration", fields={}, actor=head, now=office.now
    )
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=accusation.matter_id)
    with pytest.raises(Locked):
        data_of(letter, "pdf")
    words = words_of_pdf(data_of(letter, "pdf", key=sealed.key_by_code(matter, accusation.code)))
    assert "检举人" in words
    assert "内容密封" in words
    for word in (SECRET, "王小满", "褚亮"):
        assert word not in words
    with pytest.raises(Refused):
        letters.issue(
            accusation.matter_id,
            kind="petition_registration",
            fields={},
            actor=office.centre.cast.east_clerk.actor,
            now=office.now,
        )
