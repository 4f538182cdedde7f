"""A clerk returns what is not theirs with the article of the duty list; figures show who fobs off on whom."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.flow.handling.returns.tests.test_hops import LATER, to_and_fro  # noqa: F401
from linli.flow.handling.returns.tests.test_returns import give_back
from linli.testing.makers import MONDAY


def text(answer):
    return answer.content.decode()


def form_of(browser, matter, step):
    return browser.get(reverse("desk:form", args=[matter.number, step]), headers={"HX-Request": "true"})


def take(browser, matter, step, **said):
    data = {"version": Matter.objects.get(id=matter.id).version, **said}
    return browser.post(reverse("desk:step", args=[matter.number, step]), data)


def page_of(browser, matter):
    """Return the page of a matter with what stands beside it."""
    beside = browser.get(reverse("desk:panels", args=[matter.number]))
    return text(browser.get(reverse("desk:matter", args=[matter.number]))) + text(beside)


def test_the_form_offers_the_duty_list_and_asks_for_both(centre, at_desk):
    matter, handler = centre.matter(centre.bring()), at_desk("handler")
    form = text(form_of(handler, matter, "return"))
    assert "责任清单上这一类：晴川县水务局：县级责任清单第12项" in form
    assert '<option value="县级责任清单第12项">' in form
    wrong = take(handler, matter, "return", reason="不归水务", article="")
    assert wrong.status_code == 422
    assert "请填写“依据责任清单哪一条”" in text(wrong)
    assert "不归水务" in text(wrong)
    assert take(handler, matter, "return", reason="不归水务", article="第12项").status_code == 302


def test_after_the_window_the_step_is_gone_and_a_late_try_says_until_when(centre, at_desk):
    matter = centre.matter(centre.bring())
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        handler = at_desk("handler")
        assert "退回中心" not in page_of(handler, matter)
        late = take(handler, matter, "return", reason="不归水务", article="第12项")
    assert late.status_code == 409
    assert "退回要在2026年3月4日" in text(late)


def test_who_dispatches_sees_who_returned_it_and_why(centre, at_desk):
    receipt = centre.bring()
    give_back(receipt, centre.cast.handler)
    matter, clerk = centre.matter(receipt), at_desk("clerk")
    assert "县级责任清单第12项" in page_of(clerk, matter)
    assert "晴川县水务局（退回过这件事）" in text(form_of(clerk, matter, "dispatch"))


def test_what_must_be_arbitrated_says_so_and_dispatching_is_shut(centre, at_desk):
    receipt, cast = centre.bring(), centre.cast
    for unit in (cast.water, cast.east_town):
        give_back(receipt, cast.handler if unit == cast.water else cast.east_clerk)
        if unit == cast.water:
            take(
                at_desk("clerk"), centre.matter(receipt), "dispatch", unit=str(cast.east_town.id), reason="镇"
            )
    matter, clerk = centre.matter(receipt), at_desk("clerk")
    page = page_of(clerk, matter)
    assert "已被退回 2 次，要先裁定责任单位" in page
    refused = take(clerk, matter, "dispatch", unit=str(cast.water.id), reason="还是水务")
    assert refused.status_code == 409
    said = {"unit": str(cast.water.id), "reason": "对照清单", "article": "第12项"}
    assert take(clerk, matter, "arbitrate", **said).status_code == 302
    assert "县中心已裁定由晴川县水务局负责" in page_of(at_desk("handler"), matter)


def test_every_number_opens_its_matters_and_can_be_taken_away(centre, to_and_fro, at_desk):  # noqa: F811
    clerk, matter = at_desk("clerk"), centre.matter(to_and_fro)
    page = clerk.get(reverse("desk:returns"))
    [pair] = page.context["pairs"].rows
    assert pair.value == 1
    for url in (pair.url, *(bar.url for bar in page.context["returning"].rows)):
        assert matter.number in text(clerk.get(url))
    table = b"".join(clerk.get(reverse("desk:returns-export"))).decode("utf-8-sig")
    assert len(table.strip().splitlines()) == 4
    west = at_desk("west_clerk")
    assert not west.get(reverse("desk:returns")).context["pairs"].rows
    assert matter.number not in text(west.get(pair.url))
    assert at_desk("handler").get(reverse("desk:returns")).status_code == 404


def test_nonsense_in_the_address_is_the_last_twelve_months(centre, at_desk):
    clerk = at_desk("clerk")
    said = {"since": "yesterday", "until": "99", "one": "x", "sender": "y"}
    for name in ("desk:returns", "desk:returns-matters"):
        assert clerk.get(reverse(name), said).status_code == 200
    span = clerk.get(reverse("desk:returns"), {"since": "1990-01"}).context["span"]
    assert len(span.months()) == 121


def test_the_pages_cost_few_queries(centre, to_and_fro, at_desk, django_assert_max_num_queries):  # noqa: F811
    clerk = at_desk("clerk")
    for name in ("desk:returns", "desk:returns-matters"):
        with django_assert_max_num_queries(12):
            clerk.get(reverse(name))
