"""Figures at the desk: every number opens exactly the matters it counts."""

import io
import re
from datetime import timedelta
from html import unescape

import openpyxl
import pytest

from linli.core.clocks.actions import tick
from linli.flow.handling import actions as handling
from linli.flow.intake.submission import Spot
from linli.flow.outcomes import actions as outcomes
from linli.testing.makers import MONDAY

MARCH = {"since": "2026-03", "until": "2026-03"}
LINK = re.compile(r'<a href="(/desk/list/all/\?[^"]+)"[^>]*>\s*(?:\d+ 件中 )?(\d+)')
NUMBER = re.compile(r'class="row[^"]*" href="/desk/matter/(\d+)/"')


@pytest.fixture
def march(centre):
    """In the east: answered and rated, overdue, returned; in the west two new ones, one without a category."""
    cast, before = centre.cast, MONDAY - timedelta(days=20)
    done, returned = centre.bring(), centre.bring()
    centre.bring(now=before)
    centre.bring(spot=Spot(village_id=cast.west_village.id, words="村部"))
    centre.bring(spot=Spot(village_id=cast.west_village.id), category_id=None, severity="small")
    handling.claim(done.matter_id, actor=cast.handler.actor, now=MONDAY)
    outcomes.reply(done.matter_id, text="修好了", actor=cast.handler.actor, now=MONDAY)
    outcomes.close(done.matter_id, outcome="solved", actor=cast.handler.actor, now=MONDAY)
    outcomes.rate(done.matter_id, solved="yes", satisfied="yes", actor=centre.requester(done), now=MONDAY)
    handling.claim(returned.matter_id, actor=cast.handler.actor, now=MONDAY)
    handling.give_back(
        returned.matter_id, reason="不归我们", article="责任清单第3项", actor=cast.handler.actor, now=MONDAY
    )
    tick(now=MONDAY)
    centre.settle(now=MONDAY)
    return centre


def page(browser, path="", **query):
    return browser.get(f"/desk/figures/{path}", query)


def text(answer):
    return unescape(answer.content.decode())


@pytest.mark.parametrize("person", ["clerk", "leader", "east_clerk", "west_clerk", "head"])
def test_every_number_opens_the_matters_it_counts(march, at_desk, person):
    browser = at_desk(person)
    first = text(page(browser))
    addresses = [
        f"/desk/figures/?{query}" for query in set(re.findall(r'href="/desk/figures/\?([^"]+)"', first))
    ]
    addresses += sorted(set(re.findall(r'href="(/desk/figures/by/[^"]+)"', first)))
    assert len(addresses) > 5
    checked = 0
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        for url, number in set(LINK.findall(text(answer))):
            listed = browser.get(url)
            assert len(NUMBER.findall(text(listed))) == int(number), (address, url)
            checked += 1
    assert checked > 30


def test_the_page_says_rates_with_both_numbers_and_what_is_late(march, at_desk):
    answer = text(page(at_desk("leader")))
    for words in (
        "2 件中 1 件",
        "50.0%",
        "响应率",
        "解决率",
        "满意率",
        "按时答复率",
        "正在办且逾期",
        "比率怎么算",
    ):
        assert words in answer, words


def test_a_list_says_what_it_counts_and_the_filter_can_be_taken_away(march, at_desk):
    browser = at_desk("leader")
    answer = text(browser.get("/desk/list/all/", {"measure": "overdue", "blank": "cell"}))
    assert "正在办且逾期" in answer
    assert "网格没有填写" in answer
    assert len(NUMBER.findall(answer)) == 1
    assert 'href="/desk/list/all/?blank=cell"' in answer
    assert len(NUMBER.findall(text(browser.get("/desk/list/all/", {"measure": "party__name"})))) == 5


def test_months_can_be_chosen(march, at_desk):
    browser = at_desk("leader")
    assert "2026年3月" in text(page(browser, **MARCH))
    assert "没有收到事项" in text(page(browser, since="2025-01", until="2025-02"))
    for nonsense in ({"since": "x"}, {"until": "2026-13"}, {"since": "1800-01", "until": "2026-03"}):
        assert page(browser, **nonsense).status_code == 200


def test_who_may_not_see_figures_gets_what_anybody_gets_for_nonsense(march, at_desk, client):
    for path in ("", "wall/", "by/unit/", "by/unit.csv"):
        for person in ("handler", "worker", "personnel"):
            assert page(at_desk(person), path).status_code == 404
        assert page(client, path).status_code == 302


def test_a_town_clerk_sees_no_other_town_and_only_tables_of_their_own(march, at_desk):
    browser, cast = at_desk("east_clerk"), march.cast
    assert "东河镇，" in text(page(browser))
    assert "松坪村" not in text(page(browser))
    for scope in ("centre", f"town:{cast.west.id}", f"unit:{cast.water.id}", "town:x"):
        assert page(browser, scope=scope).status_code == 404
    assert page(browser, "by/town/").status_code == 404
    assert page(browser, "by/nothing/").status_code == 404
    assert page(browser, "by/village/").status_code == 200


def test_tables_are_taken_away_with_the_numbers_of_the_page(march, at_desk):
    browser = at_desk("leader")
    lines = page(browser, "by/unit.csv").getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("责任单位,收到,正在办")
    assert lines[-1].startswith("合计,5,4,1")
    answer = page(browser, "by/category.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)} == {
        "供水": 4,
        "没有填写": 1,
        "合计": 5,
    }


def test_the_wall_renews_itself_and_shows_no_menu(march, at_desk):
    answer = text(page(at_desk("leader"), "wall/"))
    assert 'hx-trigger="every 60s"' in answer
    assert "masthead" not in answer


def test_pages_cost_few_queries(march, at_desk, django_assert_max_num_queries):
    browser = at_desk("leader")
    page(browser)
    with django_assert_max_num_queries(19):
        page(browser)
    with django_assert_max_num_queries(9):
        page(browser, "by/unit/")
    with django_assert_max_num_queries(9):
        page(browser, "by/cell/")
