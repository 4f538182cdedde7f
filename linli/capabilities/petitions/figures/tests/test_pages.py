"""The pages of figures, proposals and reports at the desk."""

import re
from html import unescape

import pytest
from django.urls import reverse

from linli.capabilities.petitions.figures.actions import organs, reports
from linli.capabilities.petitions.figures.models import Proposal, Report


def csv_of(answer):
    return b"".join(answer.streaming_content).decode()


def test_every_number_opens_the_list_of_its_petitions(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    office.accepted(unit=cast.water, by=cast.handler)
    office.answered(form="letter")
    office.bring(kind="suggestion")
    leader = at_desk("leader")
    page = leader.get(reverse("petitions:figures")).content.decode()
    links = re.findall(r'<a href="([^"]*/list/[^"]*)">(\d+)</a>', page)
    assert len(links) > 20
    for address, count in links:
        listed = leader.get(unescape(address)).content.decode()
        assert listed.count("data-row") == int(count) or listed.count("<li") >= int(count), address
        table = csv_of(leader.get(unescape(address).replace("list/?", "list.csv?")))
        assert len(table.strip().split("\r\n")) - 1 <= int(count), address


def test_a_list_holds_what_was_counted_of_petitions_one_may_see(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    number = office.accepted(unit=cast.water, by=cast.handler).number
    office.accepted()
    address = reverse("petitions:figures-list-export") + "?measure=accepted"
    assert number in csv_of(at_desk("head").get(address))
    assert len(csv_of(at_desk("head").get(address)).strip().split("\r\n")) == 2
    assert len(csv_of(at_desk("leader").get(address)).strip().split("\r\n")) == 3
    assert at_desk("handler").get(address).status_code == 404


def test_the_page_costs_the_same_however_many_petitions_there_are(
    petitions_office, at_desk, django_assert_max_num_queries
):
    for _ in range(4):
        petitions_office.answered()
    leader = at_desk("leader")
    for more in ("", "?by=category", "?by=month&span=2026-q1", "?by=form&form=window"):
        with django_assert_max_num_queries(45):
            assert leader.get(reverse("petitions:figures") + more).status_code == 200
    with django_assert_max_num_queries(30):
        leader.get(reverse("petitions:figures-list"))


@pytest.mark.parametrize("nonsense", ["{{7*7}}", "9" * 40, "-"])
def test_nonsense_in_the_address_says_nothing(petitions_office, at_desk, nonsense):
    leader = at_desk("leader")
    for name in ("figures", "figures-list", "figures-export", "figures-list-export"):
        asked = dict.fromkeys(["unit", "organ", "category", "klass", "form", "month", "span", "by"], nonsense)
        assert leader.get(reverse(f"petitions:{name}"), asked).status_code == 200


def test_the_table_can_be_taken_away_with_both_numbers_of_each_share(petitions_office, at_desk):
    petitions_office.accepted()
    table = csv_of(at_desk("leader").get(reverse("petitions:figures-export") + "?by=form"))
    assert "及时登记转送率（%）" in table
    window = next(line for line in table.split("\r\n") if line.startswith("窗口"))
    assert window.split(",")[1] == "1"
    assert "100" in window


def test_organs_are_shown_as_they_may_be_published(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    for place in range(7):
        receipt = office.bring()
        organ = cast.water if place < 6 else cast.east_town
        organs.name_organ(receipt.matter_id, organ_id=organ.id, actor=cast.clerk.actor, now=office.now)
    page = at_desk("leader").get(reverse("petitions:figures")).content.decode()
    section = page[page.index("被反映较多的机关、单位") :]
    assert "晴川县水务局" not in section  # seven claims, six of them shown: the seventh would follow
    for _ in range(4):
        office.bring()
    page = at_desk("leader").get(reverse("petitions:figures")).content.decode()
    section = page[page.index("被反映较多的机关、单位") : page.index("比率怎么算")]
    assert "晴川县水务局" in section
    assert "东河镇" not in section
    assert "少于5" in section


def test_accusations_are_a_table_for_whoever_may_know_their_number(petitions_office, at_desk):
    petitions_office.bring(kind="accusation", text="收了钱", sealed=True)
    address = reverse("petitions:figures")
    assert "检举控告的件数" in at_desk("leader").get(address).content.decode()
    assert "检举控告的件数" not in at_desk("clerk").get(address).content.decode()
    export = reverse("petitions:figures-sealed-export")
    assert "2026-03,1,0,0,0,0" in csv_of(at_desk("leader").get(export))
    assert at_desk("clerk").get(export).status_code == 404


def test_the_organ_is_named_beside_the_petition(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    cadre = at_desk("village_cadre")
    address = reverse("petitions:figures-organ", args=[receipt.number])
    assert cadre.post(address, {"organ": str(cast.water.id)}).status_code == 302
    leader = at_desk("leader").get(reverse("petitions:figures-list") + f"?organ={cast.water.id}")
    assert receipt.number in leader.content.decode()
    assert at_desk("west_clerk").post(address, {"organ": ""}).status_code == 404


def test_a_proposal_is_written_and_answered(petitions_office, at_desk, django_assert_max_num_queries):
    clerk, new = at_desk("clerk"), reverse("petitions:proposals-new")
    wrong = clerk.post(new, {"kind": "work", "text": "请公开停水计划。"})
    assert wrong.status_code == 422
    assert "请公开停水计划。" in wrong.content.decode()
    water = petitions_office.centre.cast.water
    said = {"kind": "work", "to": water.id, "text": "请公开停水计划。", "answer_by": "2026-03-31"}
    assert clerk.post(new, said).status_code == 302
    with django_assert_max_num_queries(20):
        assert "请公开停水计划。" in clerk.get(reverse("petitions:proposals")).content.decode()
    one = reverse("petitions:proposals-one", args=[Proposal.objects.get().id])
    assert clerk.post(one, {"result": "declined"}).status_code == 422
    answer = {"result": "declined", "answer": "已经公开。", "answered_on": "2026-03-02"}
    assert clerk.post(one, answer).status_code == 302
    assert clerk.post(one, answer).status_code == 409
    assert "没有采纳" in csv_of(clerk.get(reverse("petitions:proposals-export")))
    assert at_desk("handler").get(reverse("petitions:proposals")).status_code == 404


def test_a_report_goes_from_draft_to_everybody(petitions_office, at_desk, django_assert_max_num_queries):
    clerk, leader = at_desk("clerk"), at_desk("leader")
    begun = clerk.post(reverse("petitions:report-drafts"), {"year": "2025"})
    row = Report.objects.get()
    assert begun["Location"] == reverse("petitions:report-draft", args=[row.id])
    with django_assert_max_num_queries(20):
        assert "批准并公布" not in clerk.get(begun["Location"]).content.decode()
    edit = reverse("petitions:report-edit", args=[row.id])
    assert "2025年收到信访事项" in clerk.get(edit).content.decode()
    assert clerk.post(edit, {"overview": "只写了这些"}).status_code == 422
    assert clerk.post(edit, {**row.texts, "other": "明年继续下访。"}).status_code == 302
    preview = clerk.get(reverse("petitions:report-preview", args=[row.id]))
    assert preview.content.startswith(b"%PDF")
    publish = reverse("petitions:report-act", args=[row.id, "publish"])
    assert clerk.post(publish, {"changes": 1}).status_code == 404
    leader.post(publish, {"changes": 0})
    assert not Report.objects.get().is_published
    assert "批准并公布" in leader.get(begun["Location"]).content.decode()
    leader.post(publish, {"changes": 1})
    assert Report.objects.get().is_published
    again = clerk.post(reverse("petitions:report-drafts"), {"year": "2025"})
    assert again.status_code == 422
    assert at_desk("handler").get(reverse("petitions:report-drafts")).status_code == 404


def test_a_draft_is_counted_anew_or_thrown_away(petitions_office, at_desk):
    clerk = petitions_office.centre.cast.clerk.actor
    row = reports.draft(2025, actor=clerk, now=petitions_office.now)
    desk = at_desk("clerk")
    for act, left in (("recount", 1), ("nonsense", 1), ("discard", 0)):
        desk.post(reverse("petitions:report-act", args=[row.id, act]))
        assert Report.objects.count() == left, act
