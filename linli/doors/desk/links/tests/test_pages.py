"""Clerks see what is alike, link it, part it, and answer many at once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.core.matters.models import Draft, Matter
from linli.flow.handling import actions as handling
from linli.flow.handling.links import actions
from linli.flow.handling.links.models import Link
from linli.flow.intake.submission import Spot
from linli.flow.outcomes import actions as outcomes
from linli.testing.makers import MONDAY

SAID = "河堤边的自来水管爆了，水漫到路上，车过不去。"
OTHER = "昨天起河堤那边水管爆裂，路上全是水。"
REPLY = "水管今天下午换好，请您看看。"


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def text(answer):
    return answer.content.decode()


@pytest.fixture
def two(centre):
    """Two reports of one burst pipe, both with the water department."""
    return centre.matter(centre.bring(text=SAID)), centre.matter(centre.bring(text=OTHER))


def at(name, *numbers):
    return reverse(f"desk:links-{name}", args=[one.number for one in numbers])


def join(browser, one, other, **said):
    asked = {"relation": "duplicate_of", "lead": other.number, "reason": "同一根水管", **said}
    return browser.post(at("beside", one, other), asked)


def test_a_handler_sees_what_is_alike_and_links_it(two, at_desk):
    browser, (mine, other) = at_desk("handler"), two
    page = text(browser.get(reverse("desk:panels", args=[mine.number])))
    assert at("similar", mine) in page
    fragment = text(browser.get(at("similar", mine), headers={"HX-Request": "true"}))
    assert "<html" not in fragment
    assert other.number in fragment
    assert "都说到" in fragment
    assert other.number in text(browser.get(at("similar", mine)))
    assert SAID in text(browser.get(at("beside", mine, other)))
    assert OTHER in text(browser.get(at("beside", mine, other)))
    assert join(browser, mine, other).status_code == 302
    page = text(browser.get(reverse("desk:panels", args=[mine.number])))
    assert other.number in page
    assert "跟着那件办" in page
    assert "跟着的有 1 件" in text(browser.get(reverse("desk:panels", args=[other.number])))


def test_a_link_without_reason_is_sent_back_with_what_was_typed(two, at_desk):
    answer = join(at_desk("handler"), *two, reason=" ", relation="same_event")
    assert answer.status_code == 422
    assert "请写明理由" in text(answer)
    assert re.search(r'value="same_event"[^>]*checked', text(answer))
    assert not Link.objects.exists()


def test_what_cannot_be_linked_is_said_and_nothing_changes(two, at_desk, centre):
    browser, (mine, other) = at_desk("clerk"), two
    third = centre.matter(centre.bring())
    join(browser, mine, other)
    answer = join(browser, mine, third)
    assert answer.status_code == 409
    assert "已经跟着别的事项办" in text(answer)
    assert Link.objects.count() == 1


def test_a_link_is_undone_with_a_reason(two, at_desk):
    browser, (mine, other) = at_desk("handler"), two
    join(browser, mine, other)
    assert browser.post(at("undo", mine, other), {"reason": ""}).status_code == 422
    assert browser.post(at("undo", mine, other), {"reason": "两根管子"}).status_code == 302
    assert Link.objects.get().undone_reason == "两根管子"
    assert browser.post(at("undo", mine, other), {"reason": "两根管子"}).status_code == 302


def test_a_neighbour_towns_clerk_finds_nothing_there(two, at_desk):
    browser, (mine, other) = at_desk("west_clerk"), two
    for name, numbers in (("similar", [mine]), ("beside", two), ("followers", [mine]), ("together", [mine])):
        assert browser.get(at(name, *numbers)).status_code == 404
    assert browser.get(at("export", mine)).status_code == 404
    assert join(browser, mine, other).status_code == 404
    for name in ("undo", "use", "answer"):
        numbers = two if name == "undo" else [mine]
        assert browser.post(at(name, *numbers), {"reason": "x", "text": "x"}).status_code == 404
    assert at_desk("auditor").get(at("beside", *two)).status_code == 200
    assert join(at_desk("auditor"), mine, other).status_code == 404


def test_a_number_typed_leads_to_the_two_side_by_side(two, at_desk):
    browser, (mine, other) = at_desk("clerk"), two
    assert browser.get(at("find", mine), {"other": other.number})["Location"] == at("beside", mine, other)
    for typed in ("", "2601010000000", mine.number):
        assert browser.get(at("find", mine), {"other": typed})["Location"] == at("similar", mine)


def test_the_list_of_those_that_follow_says_state_and_day_and_goes_out_as_a_table(two, at_desk):
    browser, (mine, other) = at_desk("clerk"), two
    join(browser, mine, other)
    page = text(browser.get(at("followers", other)))
    assert mine.number in page
    assert "待签收" in page
    table = b"".join(browser.get(at("export", other)).streaming_content).decode()
    assert mine.number in table
    assert "同一根水管" in table
    story = text(browser.get(at("together", other)))
    assert f"{mine.number} · " in story
    assert f"{other.number} · " in story


def answered(centre, matter):
    who = {"actor": centre.cast.handler.actor, "now": MONDAY}
    handling.claim(matter.id, **who)
    outcomes.reply(matter.id, text=REPLY, **who)


def test_a_reply_to_the_one_that_leads_is_offered_and_sent_by_a_person(two, at_desk, centre):
    browser, (mine, other) = at_desk("handler"), two
    join(browser, mine, other)
    answered(centre, other)
    handling.claim(mine.id, actor=centre.cast.handler.actor, now=MONDAY)
    assert REPLY in text(browser.get(reverse("desk:panels", args=[mine.number])))
    browser.post(reverse("desk:draft", args=[mine.number, "reply"]), {"text": "您好。"})
    assert browser.post(at("use", mine)).status_code == 302
    assert Draft.objects.get(step="reply").answers["text"] == f"您好。\n\n{REPLY}"
    browser.post(at("use", mine))
    assert Draft.objects.get(step="reply").answers["text"] == f"您好。\n\n{REPLY}"
    assert "您好。" in text(browser.get(reverse("desk:panels", args=[mine.number])))
    assert Matter.objects.get(id=mine.id).state == "handling"


def test_one_answer_goes_to_all_each_by_itself_and_what_cannot_be_answered_says_why(two, at_desk, centre):
    browser, (mine, other) = at_desk("handler"), two
    elsewhere = centre.matter(centre.bring(text=OTHER, category_id=None))
    unclaimed = centre.matter(centre.bring(text=OTHER))
    for each in (mine, elsewhere, unclaimed):
        actions.link(
            each.id, other.id, relation="same_event", reason="同", actor=centre.cast.clerk.actor, now=MONDAY
        )
    answered(centre, other)
    handling.claim(mine.id, actor=centre.cast.handler.actor, now=MONDAY)
    handling.claim(elsewhere.id, actor=centre.cast.east_clerk.actor, now=MONDAY)
    page = text(browser.get(at("answer", other)))
    assert REPLY in page
    assert mine.number in page
    assert browser.post(at("answer", other), {"text": " "}).status_code == 422
    preview = browser.post(at("answer", other), {"text": REPLY})
    assert "居民将看到" in text(preview)
    assert Matter.objects.get(id=mine.id).state == "handling"
    browser.post(at("answer", other), {"text": REPLY, "confirmed": "yes"})
    states = dict(Matter.objects.values_list("id", "state"))
    assert (states[mine.id], states[unclaimed.id], states[elsewhere.id]) == ("answered", "routed", "handling")
    link = Link.objects.get(source=mine.id)
    actions.unlink(link.id, reason="两起", actor=centre.cast.clerk.actor, now=MONDAY)
    assert Matter.objects.get(id=mine.id).state == "answered"


def test_the_duty_post_is_told_which_could_not_be_answered(two, at_desk, centre):
    mine, other = two
    join(at_desk("clerk"), mine, other)
    answered(centre, other)
    handling.claim(mine.id, actor=centre.cast.handler.actor, now=MONDAY)
    answer = at_desk("east_clerk").post(at("answer", other), {"text": REPLY, "confirmed": "yes"})
    assert answer.status_code in (200, 302)
    assert at_desk("leader").post(at("answer", other), {"text": REPLY, "confirmed": "yes"}).status_code == 404


def test_an_event_is_gathered_with_one_press_and_each_can_leave(at_desk, centre):
    browser = at_desk("clerk")
    matters = [
        centre.matter(centre.bring(text=f"停水了{n}", now=MONDAY - timedelta(minutes=n))) for n in range(6)
    ]
    page = text(browser.get(at("events")))
    assert "柳湾村：6 件说到“停水了”" in page
    numbers = [matter.number for matter in matters[:-1]]
    lead = matters[-1]
    assert browser.post(at("events"), {"number": numbers}).status_code == 422
    assert browser.post(at("events"), {"number": numbers, "lead": lead.number}).status_code == 422
    said = {"number": numbers, "lead": lead.number, "reason": "停水"}
    assert at_desk("west_clerk").post(at("events"), said).status_code == 422
    assert browser.post(at("events"), said)["Location"] == at("followers", lead)
    assert Link.objects.filter(target=lead, relation="same_event").count() == 5
    assert "最近几小时没有突发的事" in text(browser.get(at("events")))
    assert at_desk("auditor").get(at("events")).status_code == 404


def test_a_clerk_registers_what_came_after_a_closed_matter(two, at_desk, centre):
    browser, (mine, _other) = at_desk("clerk"), two
    assert browser.get(at("follow-up", mine)).status_code == 404
    answered(centre, mine)
    outcomes.close(mine.id, outcome="solved", actor=centre.cast.handler.actor, now=MONDAY)
    page = browser.get(at("follow-up", mine))
    initial = page.context["form"].initial
    assert (initial["village"], initial["category"]) == (str(mine.village_id), str(mine.category_id))
    assert browser.post(at("follow-up", mine), {**initial, "text": ""}).status_code == 422
    assert browser.post(at("follow-up", mine), {**initial, "text": "又漏了"})["Location"] == reverse(
        "desk:taken-in"
    )
    link = Link.objects.get()
    assert link.target_id == mine.id
    assert link.source.text == "又漏了"
    assert "办结以后有了后续" in text(browser.get(reverse("desk:panels", args=[mine.number])))


def test_the_pages_ask_the_database_a_fixed_number_of_times(at_desk, centre, django_assert_max_num_queries):
    lead, *rest = (centre.matter(centre.bring(text=OTHER)) for _ in range(9))
    ids = [matter.id for matter in rest]
    clerk = centre.cast.clerk.actor
    actions.gather(ids, lead.id, relation="same_event", reason="同", actor=clerk, now=MONDAY)
    browser = at_desk("clerk")
    for name, numbers, most in (
        ("followers", [lead], 14),
        ("similar", [lead], 24),
        ("together", [lead], 16),
        ("beside", [lead, rest[0]], 14),
        ("events", [], 24),
    ):
        browser.get(at(name, *numbers))
        with django_assert_max_num_queries(most):
            assert browser.get(at(name, *numbers)).status_code == 200, name


def test_what_is_in_another_town_stays_out_of_a_town_clerks_lists(at_desk, centre):
    here = centre.matter(centre.bring(text=OTHER))
    there = centre.matter(
        centre.bring(text=OTHER, spot=Spot(village_id=centre.cast.west_village.id, words="桥头"))
    )
    actions.link(
        there.id, here.id, relation="same_event", reason="同", actor=centre.cast.clerk.actor, now=MONDAY
    )
    for name in ("followers", "together"):
        assert there.number in text(at_desk("clerk").get(at(name, here)))
        assert there.number not in text(at_desk("east_clerk").get(at(name, here)))
    page = text(at_desk("east_clerk").get(reverse("desk:panels", args=[here.number])))
    assert there.number not in page
    assert "跟着的有" not in page
