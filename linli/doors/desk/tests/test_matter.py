"""A clerk opens a matter and takes the steps that are open now."""

import re

import pytest
from django.urls import reverse

from linli.core.matters.models import Draft, Matter, Watch
from linli.flow.handling import actions as handling
from linli.testing.makers import MONDAY


@pytest.fixture
def leak(centre):
    return centre.matter(centre.bring())


def page_of(browser, matter):
    return browser.get(reverse("desk:matter", args=[matter.number]))


def take(browser, matter, step, version=None, **said):
    data = {"version": version if version is not None else Matter.objects.get(id=matter.id).version, **said}
    return browser.post(reverse("desk:step", args=[matter.number, step]), data)


def text(answer):
    return answer.content.decode()


def test_the_page_says_what_who_where_and_by_when(leak, at_desk):
    shown = text(page_of(at_desk("handler"), leak))
    for words in (
        leak.number,
        "村口的自来水管漏水",
        "柳湾村",
        "晴川县水务局",
        "为什么是这天",
        "138****0001",
        "按责任清单",
    ):
        assert words in shown
    assert "13800000001" not in shown
    assert "王小满" not in shown


def test_only_open_steps_are_offered_likely_first(leak, at_desk):
    first, *_ = page_of(at_desk("handler"), leak).context["steps"]
    assert first.name == "claim"
    assert {step.name for step in page_of(at_desk("auditor"), leak).context["steps"]} == set()
    assert "dispatch" in {step.name for step in page_of(at_desk("clerk"), leak).context["steps"]}


def test_a_handler_claims_contacts_replies_and_closes(leak, at_desk, centre):
    browser = at_desk("handler")
    assert take(browser, leak, "claim").status_code == 302
    assert take(browser, leak, "contact", text="打过电话").status_code == 302
    preview = take(browser, leak, "reply", text="水管已经换好，请您看看。")
    assert preview.status_code == 200
    assert "居民将看到" in text(preview)
    assert Matter.objects.get(id=leak.id).state == "handling"
    assert take(browser, leak, "reply", text="水管已经换好，请您看看。", confirmed="yes").status_code == 302
    wrong = take(browser, leak, "close", outcome="partly")
    assert wrong.status_code == 422
    assert "没有全部解决的，请写明原因" in text(wrong)
    assert take(browser, leak, "close", outcome="solved").status_code == 302
    assert Matter.objects.get(id=leak.id).state == "closed"
    shown = text(page_of(browser, leak))
    assert "水管已经换好" in shown
    assert "已解决" in shown


def test_a_missing_answer_marks_the_field_and_keeps_the_rest(leak, at_desk, centre):
    answer = take(at_desk("clerk"), leak, "dispatch", unit=str(centre.cast.east_town.id), reason="")
    assert answer.status_code == 422
    assert "请填写“理由”" in text(answer)
    assert f'value="{centre.cast.east_town.id}" selected' in text(answer)


def test_two_clerks_on_one_matter_lose_nothing(leak, at_desk, centre):
    handling.claim(leak.id, actor=centre.cast.handler.actor, now=MONDAY)
    version = Matter.objects.get(id=leak.id).version
    take(at_desk("head"), leak, "contact", version, text="局长先打了电话")
    answer = take(at_desk("handler"), leak, "contact", version, text="我写了很久的联系经过")
    assert answer.status_code == 409
    shown = text(answer)
    assert "局长先打了电话" in shown, "what changed"
    assert "我写了很久的联系经过" in shown, "what was typed"
    again = re.search(r'name="version" value="(\d+)"', shown)[1]
    assert take(at_desk("handler"), leak, "contact", again, text="我写了很久的联系经过").status_code == 302


def test_what_was_typed_is_kept_also_when_the_step_is_gone(leak, at_desk, centre):
    version = Matter.objects.get(id=leak.id).version
    take(at_desk("head"), leak, "claim", version)
    answer = take(
        at_desk("clerk"), leak, "assign", version, staff=str(centre.cast.handler.staff.id), note="请尽快"
    )
    assert answer.status_code == 409
    assert "请尽快" in text(answer)


def test_a_clerk_of_another_town_gets_what_anybody_gets_for_nonsense(leak, at_desk):
    west = at_desk("west_clerk")
    nonsense = west.get(reverse("desk:matter", args=["2603020000000"]))
    for name, arguments in (
        ("matter", []),
        ("pane", []),
        ("presence", []),
        ("place", []),
        ("file", ["018f0000-0000-7000-8000-000000000000"]),
    ):
        answer = west.get(reverse(f"desk:{name}", args=[leak.number, *arguments]))
        assert answer.status_code == nonsense.status_code == 404
        assert _plain(answer, leak.number) == _plain(nonsense, "2603020000000")
    for name, arguments in (("step", ["claim"]), ("draft", ["reply"]), ("watch", [])):
        address = reverse(f"desk:{name}", args=[leak.number, *arguments])
        assert west.post(address, {"version": 1, "text": "x"}).status_code == 404
    assert Matter.objects.get(id=leak.id).handler is None


def _plain(answer, number):
    page = re.sub(r"csrf\w*[\"': =]+(value=)?\"?[\w-]+|X-CSRFToken[^}]*", "", text(answer))
    page = re.sub(r'name="next" value="[^"]*"', "", page)
    return page.replace(number, "")


def test_a_step_that_is_not_ones_own_looks_absent(leak, at_desk):
    assert take(at_desk("auditor"), leak, "claim").status_code == 404
    assert take(at_desk("handler"), leak, "fly").status_code == 404


def test_there_is_no_draft_of_a_step_that_there_is_not(leak, at_desk):
    address = reverse("desk:draft", args=[leak.number, "x" * 300])
    assert at_desk("handler").post(address, {"text": "x"}).status_code == 404


def test_a_draft_survives_and_goes_with_its_step(leak, at_desk, centre):
    browser = at_desk("handler")
    take(browser, leak, "claim")
    saved = browser.post(
        reverse("desk:draft", args=[leak.number, "reply"]), {"text": "写到一半", "version": "1"}
    )
    assert "草稿已保存" in text(saved)
    assert "写到一半" in text(page_of(browser, leak))
    assert "写到一半" not in text(page_of(at_desk("head"), leak)), "nobody reads another's draft"
    assert Draft.objects.get().answers["text"] == "写到一半"
    take(browser, leak, "reply", text="写完了", confirmed="yes")
    assert not Draft.objects.exists()


def test_one_sees_who_else_is_here(leak, at_desk):
    page_of(at_desk("head"), leak)
    assert "陈静 也正在看这件事" in text(page_of(at_desk("handler"), leak))
    polled = at_desk("head").get(reverse("desk:presence", args=[leak.number]))
    assert "冯涛" in text(polled)
    assert "陈静" not in text(polled)


def test_a_matter_is_watched_and_not_any_more(leak, at_desk):
    browser, address = at_desk("handler"), reverse("desk:watch", args=[leak.number])
    browser.post(address, {"watch": "yes"})
    browser.post(address, {"watch": "yes"})
    assert Watch.objects.count() == 1
    browser.post(address, {"watch": "no"})
    assert not Watch.objects.exists()


def test_the_pane_shows_the_matter_without_the_page(leak, at_desk):
    pane = text(at_desk("handler").get(reverse("desk:pane", args=[leak.number])))
    assert "<html" not in pane
    assert leak.title in pane
    assert "认领" in pane


def test_a_page_costs_few_queries(leak, at_desk, django_assert_max_num_queries):
    browser = at_desk("handler")
    take(browser, leak, "claim")
    with django_assert_max_num_queries(28):
        page_of(browser, leak)


def test_a_clerk_says_what_a_matter_is_about(leak, at_desk, centre):
    browser = at_desk("clerk")
    form = browser.get(reverse("desk:form", args=[leak.number, "classify"]), headers={"HX-Request": "true"})
    form = form.context["step"].form
    assert form.initial == {"category": str(leak.category_id), "severity": "large"}
    assert (
        take(browser, leak, "classify", category=str(centre.noise.id), severity="urgent").status_code == 302
    )
    now = Matter.objects.get(id=leak.id)
    assert (now.category, now.severity) == (centre.noise, "urgent")
