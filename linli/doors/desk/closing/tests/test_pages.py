"""At the desk: show what was done, verify it, ask afterwards, promise, look at how matters ended."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.core.matters.models import Attachment, Entry
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.commitments.models import Commitment
from linli.flow.outcomes.evidence.models import ClosingCondition, VerificationRule
from linli.flow.outcomes.tests.conftest import picture
from linli.flow.outcomes.visits.models import Visit, VisitRule
from linli.testing.makers import MONDAY

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def text(answer):
    return answer.content.decode() if not answer.streaming else b"".join(answer).decode()


def at(name, *args):
    return reverse(f"desk:{name}", args=args)


def test_a_handler_reads_what_is_missing_and_puts_the_photo_up(course, at_desk):
    ClosingCondition.objects.create(needs="photo_after", source="县规定", words="拍到管子")
    course.claim().contact().reply()
    browser = at_desk("handler")
    page = text(browser.get(at("panels", course.matter.number)))
    assert "还缺办后照片" in page
    address = at("closing-evidence", course.matter.number)
    photo = SimpleUploadedFile("管子.jpg", picture().read(), "image/jpeg")
    assert browser.post(address, {"role": "after", "file": photo, "for_resident": "on"}).status_code == 302
    page = text(browser.get(address))
    assert "有了" in page
    assert "管子.jpg" in page
    kept = Attachment.objects.get(matter=course.id)
    assert (kept.role, kept.for_resident) == ("after", True)


@pytest.mark.parametrize(
    ("name", "bytes_", "role", "words"),
    [
        ("a.pdf", PDF, "after", "不是照片"),
        ("a.html", b"<html><script>x</script>", "document", "只收PDF"),
        ("a.pdf", b"", "document", ""),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_with_a_sentence(course, at_desk, name, bytes_, role, words):
    course.claim()
    address = at("closing-evidence", course.matter.number)
    answer = at_desk("handler").post(address, {"role": role, "file": SimpleUploadedFile(name, bytes_)})
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Attachment.objects.exists()


def test_a_wrong_photo_is_taken_back_with_a_reason(course, at_desk):
    course.claim()
    kept = course.photo()
    address = at("closing-evidence-withdraw", course.matter.number, kept.id)
    assert at_desk("handler").post(address, {"reason": ""}).status_code == 422
    assert at_desk("handler").post(address, {"reason": "拍到了人"}).status_code == 302
    assert not Attachment.objects.get(id=kept.id).for_resident


def test_who_may_verify_finds_what_waits_and_the_handler_does_not(course, at_desk):
    VerificationRule.objects.create(percent=100, source="县规定")
    course.claim().contact().reply()
    clerk = at_desk("clerk")
    assert course.matter.title in text(clerk.get(at("closing-verify")))
    assert course.matter.number in text(clerk.get(at("closing-verify-csv")))
    assert at_desk("handler").get(at("closing-verify")).status_code in (403, 404)
    assert course.matter.title not in text(at_desk("west_clerk").get(at("closing-verify")))
    page = text(clerk.get(at("panels", course.matter.number)))
    assert "抽签号" in page
    step = at("step", course.matter.number, "verify")
    said = {"version": course.matter.version, "how": "on_spot", "text": "不漏了"}
    assert clerk.post(step, said).status_code == 302
    assert course.matter.title not in text(clerk.get(at("closing-verify")))


def test_a_clerk_asks_a_resident_and_writes_down_what_they_say(course, at_desk):
    VisitRule.objects.create(percent=100, unrated=100, source="县规定")
    course.ended()
    clerk, visit = at_desk("clerk"), Visit.objects.get()
    assert course.matter.title in text(clerk.get(at("closing-visits")))
    page = text(clerk.get(at("closing-visit", visit.id)))
    assert "水管换好了" in page
    assert "13800000001" not in page
    shown = text(clerk.post(at("closing-visit-contact", visit.id), {"reason": "办结后回访"}))
    assert "13800000001" in shown
    assert clerk.post(at("closing-visit-try", visit.id), {"why": "busy"}).status_code == 302
    said = {"way": "phone", "solved": "no", "satisfied": "no", "text": "", "again": "on"}
    wrong = clerk.post(at("closing-visit", visit.id), said)
    assert wrong.status_code == 422
    assert "重办的人要看" in text(wrong)
    said["text"] = "还在滴水"
    assert clerk.post(at("closing-visit", visit.id), said).status_code == 302
    assert (course.matter.state, course.matter.handler) == ("handling", None)
    assert course.matter.number not in text(clerk.get(at("closing-visits-csv")))


def test_nobody_opens_a_visit_that_is_not_theirs_to_see(course, at_desk):
    VisitRule.objects.create(percent=100, unrated=100, source="县规定")
    course.ended()
    visit = Visit.objects.get()
    for person in ("west_clerk", "handler"):
        assert at_desk(person).get(at("closing-visit", visit.id)).status_code in (403, 404)


def test_a_message_is_not_sent_where_none_can_be(course, at_desk, settings):
    settings.CODE_SENDER = ""
    VisitRule.objects.create(percent=100, unrated=100, source="县规定")
    course.ended()
    answer = at_desk("clerk").post(at("closing-visit-invite", Visit.objects.get().id), follow=True)
    assert "请打电话" in text(answer)


def test_a_reply_is_looked_at_before_it_is_sent_and_may_promise(course, at_desk):
    course.claim().contact()
    browser, step = at_desk("handler"), at("step", course.matter.number, "reply")
    said = {"version": course.matter.version, "text": "经核实，将尽快予以修复。", "promise": "换新水管"}
    preview = text(browser.post(step, said))
    assert "请写明哪天前" in preview
    assert "换新水管" in preview
    said["confirmed"] = "yes"
    wrong = browser.post(step, said)
    assert wrong.status_code == 422
    assert "请写明承诺哪天前做到" in text(wrong)
    said["promised_on"] = (MONDAY.date() + 5 * DAY).isoformat()
    assert browser.post(step, said).status_code == 302
    assert Commitment.objects.get().words == "换新水管"


def test_a_promise_is_looked_at_made_kept_and_confirmed(course, at_desk):
    course.claim()
    browser, address = at_desk("handler"), at("closing-make", course.matter.number)
    day = (MONDAY.date() + 5 * DAY).isoformat()
    said = {
        "promise": "换新水管",
        "promised_on": day,
        "for_public": "on",
        "step_1": "买管子",
        "step_1_on": day,
    }
    assert "大家会看到" in text(browser.post(address, said))
    assert not Commitment.objects.exists()
    assert browser.post(address, {**said, "promised_on": ""}).status_code == 422
    assert browser.post(address, {**said, "confirmed": "yes"}).status_code == 302
    row = Commitment.objects.get()
    one = at("closing-promise", row.id)
    step = re.search(r'name="step" value="([^"]+)"', text(browser.get(one)))[1]
    assert browser.post(one, {"act": "reach", "step": step}).status_code == 302
    assert browser.post(one, {"act": "keep", "words": "换好了"}).status_code == 422, "nothing to show yet"
    course.later(10 * HOUR)
    course.photo()
    assert browser.post(one, {"act": "keep", "words": "换好了"}).status_code == 302
    assert browser.post(one, {"act": "confirm"}).status_code == 404
    assert at_desk("clerk").post(one, {"act": "confirm"}).status_code == 302
    assert browser.post(one, {"act": "nonsense"}).status_code == 404
    page = text(browser.get(at("closing-promises"), {"state": "kept"}))
    assert "换新水管" in page
    assert "换新水管" in text(browser.get(at("closing-promises-csv")))


def test_a_promise_is_made_anew_in_the_place_of_another(course, at_desk):
    course.claim()
    browser, address = at_desk("handler"), at("closing-make", course.matter.number)
    said = {"promise": "换新水管", "promised_on": (MONDAY.date() + DAY).isoformat(), "confirmed": "yes"}
    browser.post(address, said)
    first = Commitment.objects.get()
    assert "会算作没有按时" in text(browser.get(address, {"renews": first.id}))
    browser.post(address, {**said, "promise": "换新水管和阀门", "renews": first.id})
    first.refresh_from_db()
    assert (first.standing, first.renewed_by.words) == ("broken", "换新水管和阀门")
    assert "后来重新承诺" in text(browser.get(at("closing-promise", first.id)))


def test_both_sides_stand_on_the_list_of_those_that_differ(course, at_desk):
    course.ended()
    outcomes.rate(course.id, solved="no", satisfied="no", text="还漏", actor=course.me, now=course.later())
    course.settle()
    page = text(at_desk("leader").get(at("closing-endings", "contradicted"), {"month": "2026-03"}))
    assert "已解决" in page
    assert "还漏" in page
    assert course.matter.title not in text(at_desk("west_clerk").get(at("closing-endings", "contradicted")))
    assert "还漏" in text(at_desk("leader").get(at("closing-endings-csv", "contradicted")))


def test_what_was_closed_unsolved_is_reviewed_by_month_with_its_reason(course, at_desk):
    course.claim().contact().reply().close("not_solved", reason="缺配件")
    browser = at_desk("leader")
    page = text(browser.get(at("closing-endings", "unsolved"), {"month": "2026-03"}))
    assert "缺配件" in page
    assert course.matter.title not in text(
        browser.get(at("closing-endings", "unsolved"), {"month": "2026-02"})
    )
    assert browser.get(at("closing-endings", "nonsense")).status_code == 404
    assert browser.get(at("closing-endings", "unsolved"), {"month": "x", "before": "y"}).status_code == 200


def test_the_index_counts_what_waits(course, at_desk, django_assert_max_num_queries):
    VisitRule.objects.create(percent=100, unrated=100, source="县规定")
    course.ended()
    browser = at_desk("clerk")
    with django_assert_max_num_queries(18):
        page = text(browser.get(at("closing")))
    assert "待回访" in page
    assert "待核查" not in text(at_desk("handler").get(at("closing")))


def test_the_panels_cost_few_queries(course, at_desk, django_assert_max_num_queries):
    from django.test import RequestFactory

    from linli.doors.desk.closing import panels

    course.ended()
    request = RequestFactory().get("/")
    request.actor = course.who("clerk")
    matter = course.matter
    panels.closing(request, matter, now=MONDAY)
    with django_assert_max_num_queries(4):
        panels.closing(request, matter, now=MONDAY)
    with django_assert_max_num_queries(2):
        panels.promises(request, matter, now=MONDAY)


def test_a_list_costs_the_same_with_many_rows(course, at_desk, django_assert_max_num_queries):
    course.ended()
    outcomes.rate(course.id, solved="no", satisfied="no", actor=course.me, now=course.later())
    course.settle()
    browser = at_desk("clerk")
    with django_assert_max_num_queries(9):
        browser.get(at("closing-endings", "contradicted"))
    assert Entry.objects.filter(subject=course.id).exists()
