"""At their desks: a leader issues, a unit answers, whoever issued it closes; lists, letters, marks, figures."""

import io

import pytest
import time_machine
from django.urls import reverse
from PIL import Image

from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Listing, Mark, Supervision
from linli.flow.handling.supervision.tests.conftest import ANSWERED, ASKED, LATER
from linli.testing.makers import MONDAY


def url(name, *args):
    return reverse(f"desk:{name}", args=args)


def text(answer):
    return answer.content.decode()


def page_of(browser, supervision):
    return browser.get(url("supervision-one", supervision.number))


def do(browser, supervision, act, **said):
    return browser.post(url("supervision-act", supervision.number, act), said)


def steps_of(browser, supervision):
    return [step.name for step in page_of(browser, supervision).context["steps"]]


def test_from_the_page_of_the_matter_to_the_closed_supervision(centre, leak, at_desk):
    clerk, handler = at_desk("clerk"), at_desk("handler")
    assert "发督办" in text(clerk.get(url("panels", leak.number)))
    assert "发督办" not in text(handler.get(url("panels", leak.number)))
    water = str(centre.cast.water.id)
    said = {"trigger": "overdue", "addressee": water, "level": "centre", **ASKED}
    wrong = clerk.post(url("supervision-issue", leak.number), {**said, "question": ""})
    assert wrong.status_code == 422
    assert ASKED["demand"] in text(wrong), "what was typed is kept"
    assert clerk.post(url("supervision-issue", leak.number), said).status_code == 302
    supervision = Supervision.objects.get()
    assert clerk.post(url("supervision-issue", leak.number), said).status_code == 409
    assert supervision.number in text(handler.get(url("panels", leak.number)))
    assert supervision.number in text(handler.get(url("supervision"))), "the list of what is ours to answer"

    assert steps_of(handler, supervision) == ["object"]
    missing = handler.post(url("supervision-answer", supervision.number), {**ANSWERED, "result": ""})
    assert missing.status_code == 422
    assert ANSWERED["done"] in text(missing)
    assert clerk.post(url("supervision-answer", supervision.number), {}).status_code == 404, (
        "not theirs to answer"
    )
    sent = handler.post(url("supervision-answer", supervision.number), {**ANSWERED, "files": photo()})
    assert sent.status_code == 302
    assert "after.jpg" in text(page_of(clerk, supervision))

    assert steps_of(handler, supervision) == []
    assert do(handler, supervision, "close", finding="done", note="好了").status_code == 404
    assert steps_of(clerk, supervision) == ["close", "send-back", "escalate", "withdraw"]
    assert do(clerk, supervision, "close", note="看过了").status_code == 422
    assert do(clerk, supervision, "close", finding="done", note="看过了").status_code == 302
    assert steps_of(clerk, supervision) == []
    assert "办到位了" in text(page_of(handler, supervision))


def photo():
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    data.seek(0)
    data.name = "after.jpg"
    return data


def test_who_may_not_see_the_matter_sees_no_supervision(centre, issue, at_desk):
    supervision, stranger = issue(), at_desk("west_clerk")
    for name in ("supervision-one", "supervision-letter"):
        assert stranger.get(url(name, supervision.number)).status_code == 404
    assert do(stranger, supervision, "withdraw", reason="x").status_code == 404
    assert supervision.number not in text(stranger.get(url("supervision") + "?view=all"))
    body = b"".join(stranger.get(url("supervision-export") + "?view=all").streaming_content).decode()
    assert supervision.number not in body
    assert stranger.get(url("supervision-proposals")).status_code == 404
    assert stranger.get(url("supervision-mark-proposed", "unanswered-x")).status_code == 404


def test_the_letter_says_who_is_asked_what_by_when(issue, at_desk):
    shown = text(at_desk("handler").get(url("supervision-letter", issue().number)))
    for words in (
        "督办函",
        "晴川县水务局",
        ASKED["question"],
        ASKED["demand"],
        "3月5日（周四）",
        "示例：督办工作规定",
    ):
        assert words in shown


def test_the_words_for_everybody_are_shown_before_they_are_published(centre, issue, at_desk):
    supervision, leader = issue("leader", level="leader"), at_desk("leader")
    post = page_of(leader, supervision).context["steps"][0].form.fields["post"].choices[1][0]
    said = {"title": "柳湾村供水管道抢修", "demand": "按期修好管道。", "post": post}
    leaking = do(leader, supervision, "list", **{**said, "demand": "请联系王先生"})
    assert leaking.status_code == 422
    assert "人名" in text(leaking)
    before = do(leader, supervision, "list", **said)
    assert before.status_code == 200
    assert "所有人将看到" in text(before)
    assert not Listing.objects.exists()
    wrong = do(leader, supervision, "list", **said, until="soon", confirmed="yes")
    assert wrong.status_code == 422
    assert do(leader, supervision, "list", **said, confirmed="yes").status_code == 302
    assert Listing.objects.get().title == said["title"]
    clerk = at_desk("clerk")
    assert do(clerk, supervision, "note", text="到场", confirmed="yes").status_code == 404


def test_an_act_that_is_not_possible_now_says_why_and_keeps_the_words(centre, issue, at_desk):
    supervision, clerk = issue(), at_desk("clerk")
    early = do(clerk, supervision, "close", finding="done", note="我写的说明")
    assert early.status_code == 409
    assert "还没有收到回复" in text(early)


def test_proposals_lead_to_a_form_that_is_filled_in(centre, leak, at_desk):
    with time_machine.travel(LATER, tick=False):
        clerk = at_desk("clerk")
        shown = text(clerk.get(url("supervision-proposals")))
        assert leak.number in shown
        assert "已超期8天" in shown
        ((_one, address),) = clerk.get(url("supervision-proposals")).context["lines"]
        assert "这件事已超期8天。请说明原因。" in text(clerk.get(address))
        body = b"".join(clerk.get(url("supervision-proposals-export")).streaming_content).decode()
        assert leak.number in body


@pytest.fixture
def marked(centre, issue, pass_to):
    """A yellow mark that the leader gave to the water department."""
    issue()
    pass_to(LATER)
    return centre


def test_a_leader_gives_a_mark_the_unit_objects_another_leader_decides(
    marked, at_desk, client, second_leader
):
    with time_machine.travel(LATER, tick=False):
        leader, head = at_desk("leader"), at_desk("head")
        (one,) = leader.get(url("supervision-marks")).context["proposed"]
        assert head.get(url("supervision-marks")).context["proposed"] == []
        address = url("supervision-mark-proposed", one.key)
        assert leader.post(address, {"give": "yes", "reason": "", "demand": "x"}).status_code == 422
        assert leader.post(address, {"give": "yes", "reason": "没回复", "demand": "说明"}).status_code == 302
        assert leader.get(address).status_code == 404
        mark = Mark.objects.get()
        assert "黄牌" in text(head.get(url("supervision-marks")))
        assert head.post(url("supervision-mark", mark.id), {"reason": "停电"}).status_code == 302
        assert (
            leader.post(url("supervision-mark", mark.id), {"upheld": "no", "decision": "x"}).status_code
            == 404
        )
        client.force_login(second_leader.staff)
        said = {"upheld": "yes", "decision": "属实"}
        assert client.post(url("supervision-mark", mark.id), said).status_code == 302
        assert "异议成立" in text(head.get(url("supervision-mark", mark.id)))
        body = b"".join(leader.get(url("supervision-marks-export")).streaming_content).decode()
        assert "已撤销" in body


def test_a_proposed_mark_may_be_dropped_with_a_reason(marked, at_desk):
    with time_machine.travel(LATER, tick=False):
        leader = at_desk("leader")
        (one,) = leader.get(url("supervision-marks")).context["proposed"]
        address = url("supervision-mark-proposed", one.key)
        assert leader.post(address, {"drop": "yes", "reason": ""}).status_code == 422
        assert leader.post(address, {"drop": "yes", "reason": "当天停电"}).status_code == 302
        assert leader.get(url("supervision-marks")).context["proposed"] == []
        assert leader.get(url("supervision-mark", Mark.objects.get().id)).status_code == 404


def test_figures_carry_denominators_and_every_number_opens_its_list(centre, issue, answer, at_desk):
    answer(issue())
    actions.close(
        Supervision.objects.get().id,
        finding="done",
        note="看过",
        actor=centre.cast.clerk.actor,
        now=MONDAY,
    )
    leader = at_desk("leader")
    page = leader.get(url("supervision-effects"))
    shown = {figure.name: (figure.numerator, figure.denominator) for figure in page.context["figures"]}
    assert shown["按时回复"] == (1, 1)
    (line,) = page.context["lines"]
    for cell in line.cells:
        assert len(leader.get(cell.url).context["lines"]) == cell.value, cell.url
    unit = leader.get(url("supervision-unit", centre.cast.water.id))
    assert unit.context["received"] is not None
    assert leader.get(url("supervision-effects") + "?since=nonsense").status_code == 200
    body = b"".join(leader.get(url("supervision-effects-export")).streaming_content).decode()
    assert "晴川县水务局" in body
    assert at_desk("handler").get(url("supervision-effects")).status_code == 404


def test_pages_take_few_queries_however_many_there_are(
    centre, issue, answer, at_desk, django_assert_max_num_queries
):
    for _each in range(6):
        answer(issue(matter=centre.matter(centre.bring())))
    first = Supervision.objects.first()
    leader = at_desk("leader")
    for address, most in (
        (url("supervision") + "?view=open", 10),
        (url("supervision-proposals"), 18),
        (url("supervision-effects"), 10),
        (url("supervision-marks"), 16),
        (url("supervision-one", first.number), 22),
        (url("supervision-unit", centre.cast.water.id), 12),
        (url("supervision-issue", first.matter.number), 9),
    ):
        leader.get(address)
        with django_assert_max_num_queries(most):
            assert leader.get(address).status_code == 200
