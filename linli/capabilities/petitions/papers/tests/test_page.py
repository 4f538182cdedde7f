"""A petitioner follows their petition: the road, until when review may be asked for, what was promised, who looked."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.core.registers.models import Provision
from linli.flow.handling.contacts import open_contact
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(petitions_office):
    with time_machine.travel(petitions_office.now, tick=False) as clock:
        petitions_office.clock = clock
        yield petitions_office


def page(client, office, receipt, *, lang="zh-hans"):
    office.clock.move_to(office.now)
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    client.cookies["django_language"] = lang
    answer = client.get(reverse("portal:matter", args=[receipt.number]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_road_tells_what_is_done_with_its_day_and_what_lies_ahead(client, office):
    receipt = office.accepted()
    seen = page(client, office, receipt)
    assert "对处理意见不服的可以申请" in seen
    assert "3月2日（周一）收到，已经登记（第二十二条）" in seen
    assert "3月2日（周一）已经告诉您受理情况（第二十三条）" in seen
    assert "调查核实，书面答复您（第三十一条、第三十四条）" in seen
    assert "不满意怎么办" not in seen


def test_whoever_is_not_satisfied_reads_until_which_day_and_asks_there(client, office):
    receipt = office.answered()
    seen = page(client, office, receipt)
    assert "可以申请<b>复查</b>，最迟<b>4月1日（周三）</b>" in seen
    assert "还没有记录送达" in seen
    assert "会交给东河镇综治中心" in seen
    said = {"reason": "渠道不是村集体修的。"}
    asked = client.post(reverse("portal:step", args=[receipt.number, "ask_review"]), said)
    assert asked.status_code == 302
    assert "申请了复查，东河镇综治中心正在办" in page(client, office, receipt)


def test_the_day_moves_with_the_delivery_and_after_it_the_page_says_what_remains(client, office):
    receipt, cadre = office.answered(), office.centre.cast.village_cadre.actor
    office.wait(days=3)
    office.do(receipt, "deliver", cadre, on="2026-03-05", how="当面")
    seen = page(client, office, receipt)
    assert "最迟<b>4月6日" in seen or "最迟<b>4月7日" in seen
    assert "从您收到答复的3月5日（周四）起算" in seen
    office.now += timedelta(days=40)
    seen = page(client, office, receipt)
    assert "已经过了" in seen
    for way in ("社会救助", "人民调解委员会", "12348"):
        assert way in seen


def test_at_the_end_of_the_road_the_page_says_so_and_what_help_goes_on(client, office):
    cast = office.centre.cast
    receipt = office.answered()
    mine = office.petitioner(receipt)
    office.do(receipt, "ask_review", mine, reason="不服")
    office.do(receipt, "decide_review", cast.east_clerk.actor, result="uphold", text="维持。")
    assert "可以申请<b>复核</b>" in page(client, office, receipt)
    office.do(receipt, "ask_re_review", mine, reason="仍然不服")
    office.do(receipt, "decide_re_review", cast.clerk.actor, result="uphold", text="维持。")
    seen = page(client, office, receipt)
    assert "这条路走完了" in seen
    assert "3月2日（周一）晴川县综治中心答复：维持（第三十六条）" in seen
    assert "有新的事实或者理由，可以作为新的事再提" in seen


def test_what_was_promised_stands_there_until_it_is_done(client, office):
    receipt = office.answered(conclusion="support", duty="恢复渠道通水", duty_on="2026-03-20")
    seen = page(client, office, receipt)
    assert "答应您的事，落实没有" in seen
    assert "3月20日（周五）前落实，还没有做完" in seen


def test_another_way_is_told_with_where_to_go(client, office):
    receipt = office.bring()
    said = {"path": "arbitration", "where": "仲裁委，带工资条", "reason": "劳动争议先仲裁。"}
    office.do(receipt, "not_accept", office.centre.cast.clerk.actor, **said)
    seen = page(client, office, receipt)
    assert "这件事走别的途径：仲裁" in seen
    assert "仲裁委，带工资条" in seen
    assert "不满意怎么办" not in seen


def test_an_extension_shows_its_reason_and_that_it_is_the_only_one(client, office):
    cast = office.centre.cast
    receipt = office.accepted(unit=cast.water, by=cast.handler)
    wish = Wish("extend", "要勘测", "要等勘测结果。", amount=20)
    asked = timing.ask(receipt.matter_id, "handle", wish, actor=cast.handler.actor, now=office.now)
    timing.approve(asked.id, words="要等勘测结果。", actor=cast.head.actor, now=office.now)
    seen = page(client, office, receipt)
    assert "办理期限延长了20日" in seen
    assert "只能延长一次（第三十四条）" in seen


def test_the_petitioner_reads_who_opened_their_identity_when_and_why(client, office):
    cast = office.centre.cast
    receipt = office.accepted()
    assert "还没有人打开过您的姓名、电话和住址" in page(client, office, receipt)
    open_contact(receipt.matter_id, reason="约时间看渠道", actor=cast.village_cadre.actor, now=office.now)
    seen = page(client, office, receipt)
    assert "<b>2026年3月2日 09:00</b> · 柳湾村村民委员会 · 村社区干部" in seen
    assert "理由：约时间看渠道" in seen
    assert cast.village_cadre.staff.name not in seen
    Provision.objects.create(
        name="petitions.openings_named", value=1, source="本中心规定", valid_from=office.now.date()
    )
    assert "村社区干部 · 蒋勇" in page(client, office, receipt)


def test_a_suggestion_has_the_short_road_and_nothing_to_appeal(client, office):
    cast = office.centre.cast
    receipt = office.bring(kind="suggestion")
    office.do(receipt, "study", cast.clerk.actor, told="on_spot", text="由中心研究。")
    assert "能采纳的采纳" in page(client, office, receipt)
    office.do(receipt, "answer_suggestion", cast.clerk.actor, adoption="adopted", text="采纳。")
    seen = page(client, office, receipt)
    assert "3月2日（周一）答复您：采纳（第二十九条）" in seen
    assert "不满意怎么办" not in seen


def test_a_hearing_and_a_talk_show_how_they_stand(client, office):
    receipt, cadre = office.accepted(), office.centre.cast.village_cadre.actor
    office.do(receipt, "open_hearing", cadre, text="听取双方。", until="2026-03-20")
    assert "预计3月20日" in page(client, office, receipt)
    office.do(receipt, "close_hearing", cadre, text="双方各有依据。", published="yes")
    assert "结果向社会公开，不写您的姓名和联系方式" in page(client, office, receipt)
    office.do(receipt, "offer_mediation", cadre, way="mediation", consents="双方同意")
    assert "谈不成继续办" in page(client, office, receipt)
    office.do(receipt, "settle", cadre, text="三月底前清渠。", duty="", duty_on="")
    seen = page(client, office, receipt)
    assert "3月2日（周一）达成协议（第三十三条）" in seen
    assert "不满意怎么办" not in seen


def test_where_the_next_organ_is_elsewhere_the_page_says_whom_to_write_to(client, office):
    cast = office.centre.cast
    receipt = office.answered(unit=cast.centre, by=cast.clerk)
    seen = page(client, office, receipt)
    assert "请书面向晴川县综治中心的上一级机关提出，期限一样" in seen


def test_another_resident_reads_nothing(client, office):
    receipt = office.answered()
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": "AAAAAAAAAA"})
    assert client.get(reverse("portal:matter", args=[receipt.number])).status_code == 302


def test_it_reads_in_english(client, office):
    receipt = office.answered()
    seen = page(client, office, receipt, lang="en")
    assert "If you are not satisfied" in seen
    assert "Who has seen your identity" in seen


def test_other_matters_have_none_of_it(client, office):
    receipt = office.centre.bring(now=office.now)
    seen = page(client, office, receipt)
    assert "对处理意见不服的可以申请" not in seen
    assert "谁看过您的身份" not in seen


def test_the_page_costs_a_bounded_number_of_queries(client, office, django_assert_max_num_queries):
    cast = office.centre.cast
    receipt = office.answered(conclusion="support", duty="恢复渠道通水", duty_on="2026-03-20")
    for day in range(5):
        open_contact(receipt.matter_id, reason=f"第{day}次", actor=cast.village_cadre.actor, now=office.now)
    page(client, office, receipt)
    with django_assert_max_num_queries(46):
        client.get(reverse("portal:matter", args=[receipt.number]))
