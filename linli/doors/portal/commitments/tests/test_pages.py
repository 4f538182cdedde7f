"""A resident sees before and after, what happens if they ask again, and the promises; everybody sees the public ones."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.commitments import actions as commitments
from linli.flow.outcomes.tests.conftest import course
from linli.testing.makers import MONDAY

__all__ = ["course"]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def mine(course):
    """The browser of the resident who brought the matter."""
    browser = Client()
    browser.get(reverse("portal:scan", args=[course.receipt.number, course.receipt.code]))
    return browser


def page_of(browser, course):
    return browser.get(reverse("portal:matter", args=[course.matter.number])).content.decode()


def promise(course, **more):
    said = {"words": "换一段新水管", "promised_on": MONDAY.date() + 4 * DAY, **more}
    return commitments.promise(course.id, actor=course.who("handler"), now=course.later(), **said)


def test_after_the_answer_the_page_says_what_happens_if_one_asks_again(course, mine):
    assert "会换一个人来办" not in page_of(mine, course)
    course.claim().contact().photo()
    course.reply().close()
    page = page_of(mine, course)
    assert "办理前后" in page
    assert "会换一个人来办，5个工作日内答复您" in page
    answer = mine.post(
        reverse("portal:step", args=[course.matter.number, "reopen"]),
        {"reason": "还在漏", "version": course.matter.version},
    )
    assert answer.status_code == 302
    assert (course.matter.state, course.matter.handler) == ("handling", None)
    course.claim("head").reply("head").close(who="head")
    page = page_of(mine, course)
    assert "已经按您的意见重办过一次" in page
    assert "要求重办</" not in page


def test_what_a_visitor_wrote_down_is_marked_as_such(course, mine):
    from linli.flow.outcomes.visits import actions as visits
    from linli.flow.outcomes.visits.models import Visit, VisitRule

    VisitRule.objects.create(percent=100, unrated=100, source="县规定")
    course.ended()
    visits.record(
        Visit.objects.get().id,
        way="phone",
        solved="yes",
        satisfied="yes",
        actor=course.who("clerk"),
        now=course.later(),
    )
    assert "这是回访时替您记下的" in page_of(mine, course)
    outcomes.rate(course.id, solved="partly", satisfied="fair", actor=course.me, now=course.later())
    assert "可以再评价一次" in page_of(mine, course)


def test_the_resident_sees_the_promise_with_its_clock_and_confirms_it(course, mine):
    course.claim()
    row = promise(course)
    page = page_of(mine, course)
    assert "给您的承诺" in page
    assert "换一段新水管" in page
    address = reverse("portal:promise_confirm", args=[course.matter.number, row.id])
    mine.post(address)
    row.refresh_from_db()
    assert row.standing == "open", "not before somebody said that it is done"
    course.photo()
    commitments.keep(row.id, words="换好了", actor=course.who("handler"), now=course.later())
    mine.post(address)
    row.refresh_from_db()
    assert row.standing == "confirmed"


def test_a_stranger_confirms_nothing_and_sees_no_promise_made_to_another_alone(course):
    course.claim()
    row = promise(course, for_public=False, words="只给您一个人的")
    stranger = Client()
    answer = stranger.post(reverse("portal:promise_confirm", args=[course.matter.number, row.id]))
    assert answer.url.startswith(reverse("portal:follow"))
    assert "只给您一个人的" not in stranger.get(reverse("portal:promises")).content.decode()


def test_everybody_reads_who_promised_what_and_whether_it_was_kept(course, django_assert_max_num_queries):
    course.claim()
    promise(course)
    with django_assert_max_num_queries(10):
        page = Client().get(reverse("portal:promises")).content.decode()
    for words in ("换一段新水管", "晴川县水务局", "东河镇", "还没到期"):
        assert words in page
    for words in (course.matter.number, course.matter.title, "村口", "王小满", "冯涛"):
        assert words not in page


def test_the_page_can_be_narrowed_to_a_month_and_a_unit(course):
    course.claim()
    promise(course)
    read = lambda **query: Client().get(reverse("portal:promises"), query).content.decode()  # noqa: E731
    assert "换一段新水管" in read(month="2026-03", unit=str(course.centre.cast.water.id))
    assert "换一段新水管" not in read(month="2026-04")
    assert "换一段新水管" not in read(town=str(course.centre.cast.west.id))
    assert "换一段新水管" in read(month="nonsense", unit="x", after="y")


def test_the_portal_home_leads_there():
    assert reverse("portal:promises") in Client().get(reverse("portal:home")).content.decode()


test_the_portal_home_leads_there = pytest.mark.usefixtures("centre")(test_the_portal_home_leads_there)
