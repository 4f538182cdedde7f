"""Each of the sixteen documents is drawn from a petition as PDF and as Word file, with all that its article asks."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from linli.capabilities.petitions.papers.tests.conftest import words_of_pdf
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision.actions import issue as supervise
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish
from linli.flow.outcomes.letters import actions as letters
from linli.flow.outcomes.letters import kinds
from linli.flow.outcomes.letters.models import Letter

pytestmark = pytest.mark.django_db

KINDS = {
    "petition_registration": "信登",
    "petition_acceptance": "信受",
    "petition_refusal": "信不受",
    "petition_ended": "信终",
    "petition_transfer_notice": "信转告",
    "petition_transfer": "信转",
    "petition_objection": "信异",
    "petition_extension": "信延",
    "petition_hearing": "信听",
    "petition_opinion": "信处",
    "petition_review": "信复查",
    "petition_re_review": "信复核",
    "petition_agreement": "信调",
    "petition_supervision": "信督",
    "petition_report": "信结",
}


@pytest.fixture
def office(petitions_office):
    return petitions_office


@pytest.fixture
def people(office):
    return office.centre.cast


def drawn(papers, receipt, kind, by, **said):
    """Issue it and return its words, which PDF and Word file share, after looking at its number and name."""
    letter = papers.issue(receipt, kind, by.actor, **said)
    assert letter.number == f"{KINDS[kind]}〔2026〕1号"
    pdf, word = papers.texts(letter)
    for part in (receipt.number, letter.number, str(letter.unit.name)):
        assert part in pdf, part
        assert part in word, part
    return pdf, word


def check(words, *parts):
    for part in parts:
        assert all("".join(part.split()) in one for one in words), part


def test_all_are_declared_with_a_series_of_their_own():
    assert {one.code for one in kinds.every()} >= set(KINDS) | {"delivery-receipt"}
    assert len({kinds.named(code).series for code in KINDS}) == len(KINDS)


def test_the_registration_form_has_what_was_asked_and_room_to_sign(papers, office, people):
    receipt = office.bring(name="王小满", phone="13800000001", address="柳湾村三组")
    words = drawn(papers, receipt, "petition_registration", people.clerk)
    check(
        words, "王小满", "13800000001", "柳湾村三组", "申诉求决", "窗口", "灌溉渠被占", "签名（盖章或按指印）"
    )


def test_acceptance_and_transfer_tell_who_and_until_when(papers, office, people):
    receipt = office.bring(name="王小满")
    with pytest.raises(StepNotOpen, match="还没有受理"):
        papers.issue(receipt, "petition_acceptance", people.clerk.actor)
    office.pass_on(receipt, people.east_committee)
    words = drawn(papers, receipt, "petition_transfer_notice", people.clerk)
    check(
        words,
        "王小满：",
        "柳湾村村民委员会",
        "2026年3月2日",
        "15日内",
        "我单位负责督促",
        "联系电话：8800-0001",
    )
    words = drawn(papers, receipt, "petition_transfer", people.clerk, manner="交办")
    check(
        words,
        "关于交办信访事项的函",
        "柳湾村村民委员会：",
        "5个工作日内提出异议",
        "应当回避",
        "不得将信访人的检举",
    )
    office.do(receipt, "take_up", people.village_cadre.actor, told="on_spot", text="由村委会办理。")
    words = drawn(papers, receipt, "petition_acceptance", people.village_cadre)
    check(words, "现予受理", "60日内办结", "最迟为2026年5月6日", "最长30日", "东河镇综治中心复查")


def test_what_is_not_accepted_says_why_and_where_to_go(papers, office, people):
    receipt = office.bring(name="", phone="")
    office.do(
        receipt,
        "not_accept",
        people.clerk.actor,
        path="arbitration",
        where="劳动人事争议仲裁委员会，电话12333，带身份证和工资条",
        reason="拖欠工资的争议应当先申请仲裁。",
    )
    words = drawn(papers, receipt, "petition_refusal", people.clerk)
    check(words, "信访人：", "应当先申请仲裁", "第三十一条第二项", "电话12333，带身份证和工资条")
    with pytest.raises(StepNotOpen, match="已经复核过"):
        papers.issue(receipt, "petition_ended", people.clerk.actor)


def test_what_was_re_reviewed_is_not_accepted_again_and_help_goes_on(papers, office, people):
    receipt = office.bring()
    said = {"path": "ended", "where": "可以申请社会救助", "reason": "同一事实和理由已经复核。"}
    office.do(receipt, "not_accept", people.clerk.actor, **said)
    with pytest.raises(StepNotOpen, match="不再受理告知书"):
        papers.issue(receipt, "petition_refusal", people.clerk.actor)
    told = {"last_unit": "晴川县综治中心", "decided": office.now.date(), "last_letter": "信复核〔2025〕4号"}
    words = drawn(papers, receipt, "petition_ended", people.clerk, **told, same="请求和证据都没有变化。")
    check(words, "信复核〔2025〕4号", "请求和证据都没有变化", "第三十六条", "社会救助")


def test_an_objection_gives_its_reasons(papers, office, people):
    receipt = office.bring()
    office.pass_on(receipt, people.east_committee)
    with pytest.raises(StepNotOpen, match="没有提出过异议"):
        papers.issue(receipt, "petition_objection", people.village_cadre.actor, suggestion="水务局")
    said = {"reason": "渠道由县里管理，村里无权处理。", "article": "责任清单第12项"}
    office.do(receipt, "object", people.village_cadre.actor, **said)
    words = drawn(papers, receipt, "petition_objection", people.village_cadre, suggestion="晴川县水务局")
    check(words, "晴川县综治中心：", said["reason"], said["article"], "晴川县水务局", "2026年3月2日收到")


def test_an_extension_tells_the_reason_and_both_dates(papers, office, people):
    receipt = office.accepted(unit=people.water, by=people.handler)
    with pytest.raises(StepNotOpen, match="没有批准过延期"):
        papers.issue(receipt, "petition_extension", people.handler.actor)
    wish = Wish("extend", "要勘测", "要等勘测结果出来。", amount=20)
    asked = timing.ask(receipt.matter_id, "handle", wish, actor=people.handler.actor, now=office.now)
    timing.approve(asked.id, words="要等勘测结果出来。", actor=people.head.actor, now=office.now)
    words = drawn(papers, receipt, "petition_extension", people.handler)
    check(words, "原定最迟于2026年5月6日", "要等勘测结果出来", "延长20日", "最迟于2026年5月21日")


def test_a_hearing_says_when_where_and_what_one_may_do(papers, office, people):
    receipt = office.accepted()
    said = {"text": "事实有争议，听取双方。", "until": "2026-03-20"}
    office.do(receipt, "open_hearing", people.village_cadre.actor, **said)
    told = {
        "held": "2026年3月12日9时",
        "venue": "村委会会议室",
        "chair": "蒋勇",
        "attendants": "双方当事人",
        "reply_by": office.now.date() + timedelta(days=5),
    }
    words = drawn(papers, receipt, "petition_hearing", people.village_cadre, **told)
    check(words, "2026年3月12日9时", "村委会会议室", "蒋勇", "申请回避", "代理人", "2026年3月7日前")


def test_the_three_opinions_follow_each_other_to_the_end(papers, office, people):
    receipt = office.answered(name="王小满")
    words = drawn(papers, receipt, "petition_opinion", people.village_cadre)
    check(words, "不予支持", "向东河镇综治中心请求复查")
    petitioner = office.petitioner(receipt)
    office.do(receipt, "ask_review", petitioner, reason="渠道不是村集体修的。")
    with pytest.raises(StepNotOpen, match="复查意见还没有作出"):
        papers.issue(receipt, "petition_review", people.east_clerk.actor)
    office.do(receipt, "decide_review", people.east_clerk.actor, result="uphold", text="原意见事实清楚。")
    words = drawn(papers, receipt, "petition_review", people.east_clerk, basis="水法第二十八条")
    check(words, "渠道不是村集体修的", "柳湾村村民委员会", "维持原意见", "向晴川县综治中心请求复核", "30日内")
    office.do(receipt, "ask_re_review", petitioner, reason="证据没有看。")
    office.do(receipt, "decide_re_review", people.clerk.actor, result="change", text="应当恢复部分通水。")
    words = drawn(papers, receipt, "petition_re_review", people.clerk, basis="水法第二十八条")
    check(words, "证据没有看", "变更原意见", "原意见事实清楚", "不再受理", "社会救助", "人民调解")


def test_an_agreement_names_both_sides_and_what_was_agreed(papers, office, people):
    receipt = office.accepted(name="王小满", address="柳湾村三组")
    cadre = people.village_cadre.actor
    office.do(receipt, "offer_mediation", cadre, way="mediation", consents="双方当面同意")
    with pytest.raises(StepNotOpen, match="还没有达成协议"):
        papers.issue(receipt, "petition_agreement", cadre, other_party="灌区管理所")
    office.do(receipt, "settle", cadre, text="三月底前清渠。", duty="清理渠道", duty_on="2026-03-31")
    words = drawn(papers, receipt, "petition_agreement", people.village_cadre, other_party="灌区管理所")
    check(
        words,
        "信访事项调解协议书",
        "王小满",
        "柳湾村三组",
        "灌区管理所",
        "三月底前清渠",
        "清理渠道",
        "乙方签名",
    )


def test_supervision_and_report_go_between_organs_and_not_to_the_petitioner(papers, office, people):
    receipt = office.answered(conclusion="support", duty="恢复通水", duty_on="2026-04-10")
    with pytest.raises(StepNotOpen, match="没有督办"):
        papers.issue(receipt, "petition_supervision", people.clerk.actor)
    asked = supervise_it(receipt, people, office.now)
    words = drawn(papers, receipt, "petition_supervision", people.clerk)
    check(words, asked.question, asked.demand, f"{asked.addressee.name}：", "书面反馈")
    words = drawn(papers, receipt, "petition_report", people.village_cadre)
    check(
        words,
        "晴川县综治中心：",
        "恢复渠道通水",
        "予以支持",
        "水法第二十八条",
        "2026年4月10日前落实",
        "尚未评价",
    )
    assert not any(one.for_resident for one in receipt_letters(receipt))


def supervise_it(receipt, people, now):
    said = {"trigger": "not_solved", "question": "为什么还没有通水", "demand": "说明原因，限期通水"}
    return supervise(
        receipt.matter_id, addressee_id=people.east_committee.id, **said, actor=people.clerk.actor, now=now
    )


def receipt_letters(receipt):
    return list(Letter.objects.filter(matter=receipt.matter_id))


def test_a_receipt_of_delivery_is_signed_for_each_of_them(papers, office, people):
    receipt = office.answered()
    letter = papers.issue(receipt, "petition_opinion", people.village_cadre.actor)
    signed = letters.receipt_for(letter.id, to="王小满", actor=people.village_cadre.actor, now=office.now)
    check(papers.texts(signed), "送达回证", "信访处理意见书", letter.number, "王小满", "代收人签名")


def test_whoever_may_not_read_the_identity_reads_no_name_in_a_preview(papers, office, people):
    receipt = office.bring(name="王小满", phone="13800000001")
    shown = letters.preview(
        receipt.matter_id, kind="petition_registration", fields={}, actor=people.clerk.actor, now=office.now
    )
    assert "王小满" not in words_of_pdf(shown)
    assert "13800000001" not in words_of_pdf(shown)


def test_a_document_is_chinese_whatever_its_writer_reads(papers, office, people):
    receipt = office.accepted(name="王小满")
    with override("en"):
        words = drawn(papers, receipt, "petition_acceptance", people.village_cadre)
    check(words, "通过窗口提出", "60日内办结", "现予受理")
