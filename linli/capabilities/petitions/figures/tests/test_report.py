"""The yearly report: drafted from figures, edited, approved by another, published, and left as it was."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from linli.capabilities.petitions.figures.actions import organs, proposals, reports
from linli.capabilities.petitions.figures.models import NamedOrgan, Report
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.ground.files.queries import open_file
from linli.ground.people.actor import Refused

NEW_YEAR = timedelta(days=330)


@pytest.fixture
def year_over(petitions_office):
    """Eleven claims, six of them about the water department and two about the east town; then the year is over."""
    office, cast = petitions_office, petitions_office.centre.cast
    for place in range(11):
        receipt = office.bring(form="letter" if place < 3 else "online")
        organ = cast.water if place < 6 else cast.east_town if place < 8 else None
        if organ:
            organs.name_organ(receipt.matter_id, organ_id=organ.id, actor=cast.clerk.actor, now=office.now)
    office.now += NEW_YEAR
    return office


def drafted(office):
    return reports.draft(2026, actor=office.centre.cast.clerk.actor, now=office.now)


def published(office):
    row = drafted(office)
    return reports.publish(row.id, changes=row.changes, actor=office.centre.cast.leader.actor, now=office.now)


def test_the_report_is_drafted_from_the_figures_with_the_contents_of_article_41(year_over):
    row = drafted(year_over)
    assert "收到信访事项11件" in row.texts["overview"]
    assert "晴川县水务局（6件）" in row.texts["organs"]
    assert "东河镇" not in row.texts["organs"]
    assert "改进工作的建议0条" in row.texts["proposals"]
    forms = {label: (sign, *values) for label, sign, *values in row.figures["tables"]["form"]["rows"]}
    assert set(forms.values()) == {("withheld", None, None)}
    classes = {label: (sign, *values) for label, sign, *values in row.figures["tables"]["klass"]["rows"]}
    assert classes == {"claim": ("range", 7, 11), "suggestion": ("few", None, None)}


def test_what_is_kept_of_a_report_holds_no_small_number(year_over):
    tables = drafted(year_over).figures["tables"]
    values = [value for table in tables.values() for _label, _sign, value, _most in table["rows"]]
    assert all(value is None or value >= 5 for value in values)


def test_a_year_that_is_not_over_has_no_report_and_only_who_sees_all_drafts_one(year_over):
    office, cast = year_over, year_over.centre.cast
    with pytest.raises(AnswersWrong):
        reports.draft(2027, actor=cast.clerk.actor, now=office.now)
    with pytest.raises(Refused):
        reports.draft(2026, actor=cast.east_clerk.actor, now=office.now)
    assert drafted(office).id == drafted(office).id


def test_somebody_else_than_the_writer_approves_what_they_have_read(year_over):
    office, cast = year_over, year_over.centre.cast
    row = drafted(office)
    texts = {**row.texts, "other": "明年继续下访。"}
    reports.write(row.id, texts, actor=cast.leader.actor, now=office.now)
    with pytest.raises(StepNotOpen, match="别人"):
        reports.publish(row.id, changes=1, actor=cast.leader.actor, now=office.now)
    reports.write(row.id, texts, actor=cast.clerk.actor, now=office.now)
    with pytest.raises(StepNotOpen, match="再看一遍"):
        reports.publish(row.id, changes=1, actor=cast.leader.actor, now=office.now)
    with pytest.raises(Refused):
        reports.publish(row.id, changes=2, actor=cast.clerk.actor, now=office.now)
    row = reports.publish(row.id, changes=2, actor=cast.leader.actor, now=office.now)
    assert (row.number, row.approved_by) == ("信年〔2027〕1号", cast.leader.staff)
    verbs = list(Entry.objects.filter(subject=row.id).order_by("seq").values_list("verb", flat=True))
    assert verbs[0] == "petitions.report_drafted"
    assert verbs[-1] == "petitions.report_published"


def test_an_empty_chapter_is_not_kept(year_over):
    row = drafted(year_over)
    with pytest.raises(AnswersWrong) as wrong:
        reports.write(
            row.id,
            {**row.texts, "fields": ""},
            actor=year_over.centre.cast.clerk.actor,
            now=year_over.now,
        )
    assert set(wrong.value.errors) == {"fields"}


def test_what_was_published_stays_and_a_correction_is_a_new_edition(year_over):
    office, clerk = year_over, year_over.centre.cast.clerk.actor
    first = published(office)
    with pytest.raises(StepNotOpen, match="不能再改"):
        reports.write(first.id, first.texts, actor=clerk, now=office.now)
    with pytest.raises(AnswersWrong):
        reports.draft(2026, actor=clerk, now=office.now)
    again = reports.draft(2026, note="领域写错一处", actor=clerk, now=office.now)
    assert (again.edition, again.figures, again.texts) == (2, first.figures, first.texts)
    reports.discard(again.id, actor=clerk, now=office.now)
    assert Report.objects.get() == first


def test_the_paper_says_what_the_page_says(year_over):
    with open_file(published(year_over).pdf) as file:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(file.read())).pages]
    words = "".join("".join(pages).replace("\u200b", "").split())
    assert "2026年度信访工作报告" in words
    assert "信年〔2027〕1号" in words
    assert "晴川县水务局6" in words
    assert "各少于5件的有：" in words


def test_everybody_reads_the_published_report_and_nobody_a_draft(year_over, django_assert_max_num_queries):
    stranger = Client()
    row = drafted(year_over)
    address = reverse("petitions:report", args=[2026])
    assert stranger.get(address).status_code == 404
    reports.publish(row.id, changes=0, actor=year_over.centre.cast.leader.actor, now=year_over.now)
    with django_assert_max_num_queries(6):
        page = stranger.get(address).content.decode()
    assert "晴川县水务局" in page
    assert "检举控告依法保密" in page
    assert "吴强" in page
    assert "2026" in stranger.get(reverse("petitions:reports")).content.decode()
    answer = stranger.get(reverse("petitions:report-pdf", args=[2026, 1]))
    assert answer["Content-Type"] == "application/pdf"
    assert stranger.get(reverse("petitions:report-pdf", args=[2026, 2])).status_code == 404


def test_the_office_proposes_and_puts_down_what_was_written_back(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    said = {"kind": "work", "to": cast.water.id, "text": "请把抢修电话印在水费单上。", "answer_by": None}
    with pytest.raises(Refused):
        proposals.propose(**said, actor=cast.handler.actor, now=office.now)
    with pytest.raises(AnswersWrong) as wrong:
        proposals.propose(**{**said, "to": None, "text": ""}, actor=cast.clerk.actor, now=office.now)
    assert set(wrong.value.errors) == {"to", "text"}
    row = proposals.propose(**said, actor=cast.clerk.actor, now=office.now)
    answer = {"result": "adopted", "answer": "下月起印。", "answered_on": office.now.date()}
    with pytest.raises(AnswersWrong):
        proposals.put_down_answer(row.id, **{**answer, "answer": ""}, actor=cast.clerk.actor, now=office.now)
    proposals.put_down_answer(row.id, **answer, actor=cast.clerk.actor, now=office.now)
    with pytest.raises(StepNotOpen):
        proposals.put_down_answer(row.id, **answer, actor=cast.clerk.actor, now=office.now)
    office.now += NEW_YEAR
    counts = drafted(office).figures["proposals"]["work"]
    assert (counts["made"], counts["answered"], counts["adopted"]) == (1, 1, 1)
    assert Entry.objects.filter(subject=row.id).count() == 2


def test_whoever_handles_a_claim_says_which_organ_it_is_about(petitions_office):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.accepted()
    said = {"organ_id": cast.water.id, "now": office.now}
    with pytest.raises(Refused):
        organs.name_organ(receipt.matter_id, **said, actor=cast.west_clerk.actor)
    for _ in range(2):
        organs.name_organ(receipt.matter_id, **said, actor=cast.village_cadre.actor)
    assert NamedOrgan.objects.get().organ == cast.water
    assert office.centre.verbs(receipt).count("petitions.organ_named") == 1
    organs.name_organ(receipt.matter_id, organ_id=None, actor=cast.clerk.actor, now=office.now)
    assert not NamedOrgan.objects.exists()
    suggestion = office.bring(kind="suggestion")
    with pytest.raises(Refused):
        organs.name_organ(suggestion.matter_id, **said, actor=cast.clerk.actor)
