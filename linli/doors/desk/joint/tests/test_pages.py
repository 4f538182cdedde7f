"""Asking, answering, merging and whistling at the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from linli.core.matters.models import Draft
from linli.flow.handling.joint import actions
from linli.flow.handling.joint.models import Call, Task
from linli.testing.makers import MONDAY


@pytest.fixture
def at_roads(roads):
    browser = Client()
    browser.force_login(roads.staff)
    return browser


@pytest.fixture
def task(leak, roads, centre):
    [task] = actions.ask(
        leak.id,
        unit_ids=[roads.unit.id],
        asked="看看路面要不要封。",
        actor=centre.cast.handler.actor,
        now=MONDAY,
    )
    return task


def text(answer):
    return answer.content.decode()


def page_of(browser, matter):
    return text(browser.get(reverse("desk:panels", args=[matter.number])))


def do(browser, task, act, **said):
    return browser.post(reverse("desk:joint-act", args=[task.id, act]), said)


def test_the_lead_asks_from_the_page_of_the_matter(leak, roads, at_desk):
    browser, address = at_desk("handler"), reverse("desk:joint-ask", args=[leak.number])
    assert address in page_of(browser, leak)
    wrong = browser.post(address, {"units": [str(roads.unit.id)], "asked": ""})
    assert wrong.status_code == 422
    assert "请写明请对方做什么" in text(wrong)
    assert "checked" in text(wrong)
    assert browser.post(address, {"units": [str(roads.unit.id)], "asked": "看路面。"}).status_code == 302
    assert "答复前还要等：晴川县交通运输局" in page_of(browser, leak)


def test_who_does_not_lead_finds_no_such_page(leak, at_desk):
    for person in ("east_clerk", "auditor", "west_clerk"):
        address = reverse("desk:joint-ask", args=[leak.number])
        assert at_desk(person).get(address).status_code == 404
        assert address not in page_of(at_desk(person), leak)


def test_an_assistant_finds_its_task_takes_it_up_and_answers(leak, task, at_roads, at_desk):
    listed = text(at_roads.get(reverse("desk:joint-tasks")))
    assert "看看路面要不要封" in listed
    assert "还有3天" in listed
    assert do(at_roads, task, "take_up").status_code == 302
    wrong = do(at_roads, task, "answer", text="", dissent="雨季不宜开挖。")
    assert wrong.status_code == 422
    assert "雨季不宜开挖。" in text(wrong)
    assert do(at_roads, task, "answer", text="不用封。", dissent="雨季不宜开挖。").status_code == 302
    shown = page_of(at_desk("handler"), leak)
    assert "不用封。" in shown
    assert "有不同意见" in shown
    assert "没有请您单位协办的事" in text(at_roads.get(reverse("desk:joint-tasks")))


def test_who_is_not_called_can_do_nothing_about_a_task(task, at_desk, at_roads):
    for person in ("east_clerk", "west_clerk", "handler"):
        for act in ("take_up", "answer", "refuse", "rule"):
            said = {"text": "好。", "reason": "不。", "article": "1"}
            assert do(at_desk(person), task, act, **said).status_code == 404, (person, act)
    assert do(at_roads, task, "accept").status_code == 404
    assert do(at_roads, task, "nonsense").status_code == 404
    assert Task.objects.get().stage == "asked"


def test_what_is_too_late_is_said_and_the_words_are_kept(task, at_roads, at_desk, centre):
    actions.withdraw(task.id, reason="不用了。", actor=centre.cast.handler.actor, now=MONDAY)
    late = do(at_roads, task, "answer", text="看过了。")
    assert late.status_code == 409
    assert "已撤销" in text(late)
    assert "看过了。" in text(late)


def test_the_answers_go_into_the_draft_of_the_reply_once(leak, task, roads, at_desk, centre):
    actions.answer(task.id, text="不用封路。", dissent="雨季。", actor=roads.actor, now=MONDAY)
    browser, address = at_desk("handler"), reverse("desk:joint-merge", args=[leak.number])
    for _ in range(2):
        assert browser.post(address).status_code == 302
    kept = Draft.objects.get(step="reply").answers["text"]
    assert kept == "晴川县交通运输局：不用封路。"
    assert at_desk("east_clerk").post(address).status_code == 404


def test_the_centre_rules_on_an_objection(leak, task, at_roads, at_desk):
    do(at_roads, task, "refuse", reason="村道归镇里管。", article="责任清单第8项")
    browser = at_desk("clerk")
    assert "责任清单第8项" in page_of(browser, leak)
    wrong = do(browser, task, "rule", decision="goes", reason="")
    assert wrong.status_code == 422
    assert do(browser, task, "rule", decision="goes", reason="确实归镇里。").status_code == 302
    assert Task.objects.get().stage == "withdrawn"


def test_a_town_whistles_a_department_reports_in_and_is_rated(leak, roads, at_desk, at_roads):
    town, address = at_desk("east_clerk"), reverse("desk:joint-whistle", args=[leak.number])
    assert address in page_of(town, leak)
    assert at_desk("clerk").get(address).status_code == 404
    assert at_desk("west_clerk").get(address).status_code == 404
    assert "柳湾村" in text(town.get(address))
    said = {"units": [str(roads.unit.id)], "place": "村口", "purpose": "定方案。"}
    assert town.post(address, {**said, "place": ""}).status_code == 422
    assert town.post(address, said).status_code == 302
    call, task = Call.objects.get(), Task.objects.get()
    assert do(at_roads, task, "report_in", who="韩雪").status_code == 302
    page = reverse("desk:joint-call", args=[call.id])
    assert "韩雪到场" in text(town.get(page))
    wrong = do(town, task, "rate", on_time="yes", words="来得快。")
    assert wrong.status_code == 422
    assert "来得快。" in text(wrong)
    assert do(town, task, "rate", on_time="yes", effective="2", words="来得快。").status_code == 302
    assert do(at_roads, task, "respond", text="谢谢。").status_code == 302
    assert "谢谢。" in text(town.get(page))
    assert at_desk("west_clerk").get(page).status_code == 404


def test_each_number_of_the_figures_opens_its_calls(leak, roads, at_desk, centre):
    actions.whistle(
        leak.id,
        unit_ids=[roads.unit.id, centre.cast.water.id],
        place="村口",
        at=None,
        purpose="定方案。",
        actor=centre.cast.east_clerk.actor,
        now=MONDAY,
    )
    browser = at_desk("clerk")
    shown = browser.get(reverse("desk:joint-figures"))
    for row in shown.context["rows"]:
        for count, url in row["cells"]:
            assert len(browser.get(url).context["rows"]) == count
    table = b"".join(browser.get(reverse("desk:joint-figures-export")).streaming_content).decode()
    assert "晴川县交通运输局,1,0,0,0,0,0.0%," in table
    assert at_desk("west_clerk").get(reverse("desk:joint-figures")).context["rows"] == []


def test_tasks_and_calls_can_be_taken_away(leak, task, at_roads):
    for name in ("desk:joint-tasks-export", "desk:joint-whistles-export"):
        table = b"".join(at_roads.get(reverse(name)).streaming_content).decode()
        assert "编号" in table
    assert (
        "看看路面要不要封"
        in b"".join(at_roads.get(reverse("desk:joint-tasks-export")).streaming_content).decode()
    )


def test_what_is_late_is_red(task, roads):
    with time_machine.travel(MONDAY + timedelta(days=9), tick=False):
        browser = Client()
        browser.force_login(roads.staff)
        assert "tone-red" in text(browser.get(reverse("desk:joint-tasks")))


def test_pages_cost_the_same_however_many_tasks(leak, task, at_roads, centre, django_assert_max_num_queries):
    for name in ("desk:joint-tasks", "desk:joint-whistles", "desk:joint-figures"):
        with django_assert_max_num_queries(12):
            at_roads.get(reverse(name))
