"""A clerk reads the worklists, filters them, keeps them, takes them away."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse

from linli.doors.desk.models import SavedFilter
from linli.testing.makers import MONDAY

PEOPLE = (
    "clerk",
    "leader",
    "auditor",
    "handler",
    "head",
    "east_clerk",
    "west_clerk",
    "village_cadre",
    "worker",
)


def numbers_in(page):
    return [row.number for row in page.context["rows"]]


def table_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_clerk_comes_first_to_what_is_to_be_claimed(centre, at_desk):
    receipt = centre.bring()
    page = at_desk("handler").get(reverse("desk:home"), follow=True)
    assert numbers_in(page) == [receipt.number]
    assert "待认领" in page.content.decode()
    assert receipt.number in page.content.decode()


def test_whoever_may_see_no_matters_is_sent_to_the_registers(cast, client):
    client.force_login(cast.personnel.staff)
    assert client.get(reverse("desk:home")).headers["Location"] == reverse("desk:registers")
    assert client.get(reverse("desk:list", args=["all"])).status_code == 404


def test_nobody_sees_lists_without_logging_in(client):
    assert client.get(reverse("desk:list", args=["all"])).status_code == 302


@pytest.mark.parametrize("person", PEOPLE)
def test_list_search_export_and_map_agree(centre, at_desk, person):
    east, west = centre.cast.east_village, centre.cast.west_village
    for place in range(4):
        spot = type(centre.submission().spot)(village_id=(east, west)[place % 2].id)
        centre.bring(spot=spot, severity=("large", "small")[place // 2])
    browser = at_desk(person)
    listed = numbers_in(browser.get(reverse("desk:list", args=["all"])))
    assert sorted(numbers_in_search(browser, "水管")) == sorted(listed)
    assert [row["编号"] for row in table_of(browser.get(reverse("desk:export-csv", args=["all"])))] == listed
    opened = numbers_in(browser.get(reverse("desk:list", args=["open"])))
    assert browser.get(reverse("desk:map")).context["whole"].count == len(opened)


def numbers_in_search(browser, words):
    return [row.number for row in browser.get(reverse("desk:search"), {"q": words}).context.get("rows") or []]


def test_filters_read_as_a_sentence_and_can_be_taken_away(centre, at_desk):
    receipt = centre.bring()
    centre.bring(kind="praise", phone="")
    address = reverse("desk:list", args=["claim"])
    page = at_desk("handler").get(address, {"kind": "help", "town": str(centre.cast.east.id)})
    assert numbers_in(page) == [receipt.number]
    assert [chip.words for chip in page.context["sentence"]] == ["待认领", "求助", "东河镇"]
    without = page.context["sentence"][1].without
    assert len(numbers_in(at_desk("handler").get(without))) == 2


def test_an_empty_list_says_what_to_do(centre, at_desk):
    page = at_desk("handler").get(reverse("desk:list", args=["watched"]))
    assert "点“关注”" in page.content.decode()


def test_a_list_is_kept_under_a_name_and_dropped(centre, at_desk):
    browser = at_desk("handler")
    browser.post(reverse("desk:save", args=["claim"]), {"name": "漏水", "kind": "help"})
    page = browser.get(reverse("desk:list", args=["claim"]))
    assert "漏水" in page.content.decode()
    saved = SavedFilter.objects.get()
    assert (saved.lane, saved.query) == ("claim", "kind=help")
    at_desk("head").post(reverse("desk:drop", args=[saved.id]))
    assert SavedFilter.objects.exists(), "only its owner drops it"
    browser.post(reverse("desk:drop", args=[saved.id]))
    assert not SavedFilter.objects.exists()


def test_pages_are_turned_forth_and_back(centre, at_desk):
    for place in range(23):
        centre.bring(now=MONDAY - timedelta(minutes=place), phone="")
    browser = at_desk("clerk")
    first = browser.get(reverse("desk:list", args=["all"]))
    second = browser.get(first.context["pager"].next)
    assert (len(numbers_in(first)), len(numbers_in(second))) == (20, 3)
    assert numbers_in(browser.get(second.context["pager"].previous)) == numbers_in(first)
    assert browser.get(reverse("desk:list", args=["all"]), {"after": "nonsense"}).status_code == 200


def test_an_export_holds_no_formula(centre, at_desk):
    receipt = centre.bring(text='=HYPERLINK("http://x","x")', title="＝cmd|' /C calc'!A0")
    rows = table_of(at_desk("handler").get(reverse("desk:export-csv", args=["all"])))
    assert rows[0]["标题"].startswith("'")
    answer = at_desk("handler").get(reverse("desk:export-xlsx", args=["all"]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [sheet["A2"].value, sheet["B2"].data_type] == [receipt.number, "s"]


def test_a_number_typed_exactly_leads_to_its_matter(centre, at_desk):
    receipt = centre.bring()
    typed = f"{receipt.number[:6]} {receipt.number[6:]}"
    answer = at_desk("handler").get(reverse("desk:search"), {"q": typed})
    assert answer.headers["Location"] == reverse("desk:matter", args=[receipt.number])
    answer = at_desk("west_clerk").get(reverse("desk:search"), {"q": typed})
    assert answer.status_code == 200
    assert not answer.context.get("rows")


def test_one_character_gets_a_sentence(centre, at_desk):
    page = at_desk("handler").get(reverse("desk:search"), {"q": "水"})
    assert "两个字" in page.content.decode()


def test_the_rows_alone_are_what_the_page_shows(centre, at_desk):
    receipt = centre.bring()
    page = at_desk("handler").get(reverse("desk:rows", args=["claim"]))
    assert receipt.number in page.content.decode()
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize(
    ("person", "most"), [("clerk", 22), ("handler", 22), ("east_clerk", 32), ("head", 22)]
)
def test_a_list_costs_few_queries(centre, at_desk, person, most, django_assert_max_num_queries):
    for _ in range(5):
        centre.bring(phone="")
    browser = at_desk(person)
    with django_assert_max_num_queries(most):
        assert browser.get(reverse("desk:list", args=["open"])).status_code == 200
