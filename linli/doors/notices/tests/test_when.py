"""When residents are told, and when they are left in peace."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from linli.core.matters.models import Matter, Party
from linli.core.registers import actions as registers
from linli.core.registers import declaration
from linli.core.registers.models import Provision
from linli.core.registers.queries import history
from linli.doors.notices.models import Notice
from linli.doors.notices.sending import send_due
from linli.doors.notices.shipped import every
from linli.flow.handling import actions as handling
from linli.flow.intake.wishes.actions import want_messages
from linli.ground.people.actor import SYSTEM
from linli.testing.makers import MONDAY

HOUR = timedelta(hours=1)
TABLE = declaration.named("notices")


def ended(verb="outcomes.replied"):
    return Notice.objects.filter(verb=verb).values_list("stage", "why").get()


def at(hour, day=0):
    return MONDAY.replace(hour=hour) + timedelta(days=day)


def answered(course, hour=11):
    course.claim().contact()
    course.now = at(hour - 1)
    return course.reply()


def test_nobody_is_woken_at_night_and_the_message_comes_in_the_morning(course, outbox):
    answered(course, hour=22)
    for hour in (22, 23):
        send_due(now=at(hour))
    send_due(now=at(7, day=1))
    assert outbox.sent == []
    send_due(now=at(8, day=1))
    assert len(outbox.sent) == 1


def test_what_is_urgent_does_not_wait_for_the_morning(course, outbox):
    Matter.objects.filter(id=course.id).update(severity="urgent")
    answered(course, hour=22)
    send_due(now=at(22))
    assert len(outbox.sent) == 1


def test_the_centre_sets_its_own_quiet_hours(course, outbox):
    Provision.objects.create(name="notices.quiet_from", value=12, source="示例")
    answered(course, hour=13)
    send_due(now=at(13))
    assert outbox.sent == []


def test_a_question_that_was_answered_at_night_is_not_asked_in_the_morning(course, outbox):
    course.claim().contact()
    handling.ask(course.id, text="哪一段漏？", actor=course.who("handler"), now=at(22))
    course.now = at(22)
    course.settle()
    send_due(now=at(22))
    handling.answer(course.id, text="桥头那段", actor=course.me, now=at(23))
    send_due(now=at(9, day=1))
    assert outbox.sent == []
    assert ended("handling.asked") == ("declined", "overtaken")


def test_more_than_three_a_day_wait_for_tomorrow(course, outbox):
    course.claim().contact()
    for hour in (11, 12, 13, 14):
        handling.ask(course.id, text="哪一段漏？", actor=course.who("handler"), now=at(hour))
        course.centre.settle(now=at(hour))
        send_due(now=at(hour))
        handling.answer(course.id, text="桥头那段", actor=course.me, now=at(hour))
    course.now = at(14)
    course.reply()
    send_due(now=course.now)
    assert len(outbox.sent) == 3
    send_due(now=at(8, day=1))
    assert len(outbox.sent) == 4
    assert "有答复了" in outbox.sent[-1][1]


def test_who_switched_messages_off_gets_none(course, outbox):
    want_messages(course.id, wanted=False, actor=course.me, now=course.now)
    answered(course)
    send_due(now=course.now)
    assert (outbox.sent, ended()) == ([], ("declined", "switched_off"))


def test_who_left_no_telephone_or_one_that_takes_none_gets_none_and_nothing_fails(centre, outbox):
    for key, phone in (("none", ""), ("landline", "0571-88000001")):
        receipt = centre.bring(key=key, phone=phone)
        handler = centre.cast.handler.actor
        handling.claim(receipt.matter_id, actor=handler, now=MONDAY)
        handling.ask(receipt.matter_id, text="哪一段？", actor=handler, now=MONDAY)
        centre.settle(now=MONDAY)
        send_due(now=MONDAY)
        row = Notice.objects.get(matter=receipt.matter_id)
        assert (row.stage, row.why) == ("no_way", "no_phone")
        assert "notices.sent" not in centre.verbs(receipt)
    assert outbox.sent == []


def test_without_a_sender_the_telephone_is_not_even_opened(course, settings, monkeypatch):
    settings.CODE_SENDER = ""
    monkeypatch.setattr("linli.doors.notices.sending.phone_for_notice", None)
    answered(course)
    send_due(now=course.now)
    assert ended() == ("no_way", "no_sender")


def test_old_news_is_told_to_nobody(course, outbox):
    answered(course)
    send_due(now=course.now + timedelta(hours=49))
    assert (outbox.sent, ended()) == ([], ("declined", "old"))


def test_one_s_own_act_and_the_unit_s_own_clock_are_no_news(course, outbox):
    from linli.core.clocks import actions as clocks
    from linli.lib.limits import Limit

    course.claim()
    said = {"by": Limit(1, "working_day", "示例"), "reason": "要停水", "now": course.now, "actor": SYSTEM}
    clocks.extend(course.matter, "contact", **said)
    course.settle()
    assert not Notice.objects.exists()
    clocks.extend(course.matter, "reply", **said)
    course.settle()
    send_due(now=course.now)
    [(_phone, text)] = outbox.sent
    assert "时限延长到3月10日（周二）" in text


def test_the_centre_switches_a_kind_off_or_says_it_in_its_own_words(course, outbox, keeper):
    with pytest.raises(ValidationError):
        registers.add(TABLE, {"verb": "outcomes.replied", "words": "有答复了"}, actor=keeper, now=MONDAY)
    with pytest.raises(ValidationError):
        registers.add(
            TABLE, {"verb": "outcomes.replied", "words": "%(number)s %(name)s"}, actor=keeper, now=MONDAY
        )
    own = {"verb": "outcomes.replied", "words": "乡亲，编号%(number)s有回音啦。"}
    rule = registers.add(TABLE, own, actor=keeper, now=MONDAY)
    registers.add(TABLE, {"verb": "outcomes.closed", "is_sent": False}, actor=keeper, now=MONDAY)
    course.ended()
    send_due(now=course.now)
    assert outbox.sent == [("13800000001", f"乡亲，编号{course.matter.number}有回音啦。")]
    assert not Notice.objects.filter(verb="outcomes.closed").exists()
    assert [change.act for change in history(rule)] == ["add"]


def test_where_the_answer_is_followed_at_once_by_the_end_only_the_end_is_told(course, outbox):
    course.ended()
    send_due(now=course.now)
    [(_phone, text)] = outbox.sent
    assert "已办结" in text
    assert ended() == ("declined", "overtaken")


def test_where_a_message_asks_to_rate_no_second_one_says_it_is_closed(course, outbox):
    from linli.flow.outcomes.visits.models import VisitRule

    VisitRule.objects.create(percent=100, unrated=100, way="message", source="示例规定")
    course.ended()
    send_due(now=course.now)
    assert ended("outcomes.closed") == ("declined", "overtaken")
    assert len([text for _phone, text in outbox.sent if "办结" in text]) == 1


def test_every_kind_has_short_words_in_both_languages_and_follows_something_that_is_told():
    from linli.core.matters.telling import _descriptions

    for kind in every().values():
        assert {kind.verb, *kind.unless} <= set(_descriptions)
        for words in (kind.words.zh, kind.words.en, kind.label.zh, kind.label.en):
            assert words
        filled = kind.words.zh % {"number": "2603020000017", "by": "3月10日（周二）", "look": ""}
        assert len(filled) < 70
        assert ("%(by)s" in kind.words.zh) == ("%(by)s" in kind.words.en) == bool(kind.by or kind.window)


def test_the_site_is_named_where_it_has_an_address(course, outbox, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://centre.example"]
    answered(course)
    send_due(now=course.now)
    assert "请到 https://centre.example/follow 输入编号和查询码查看。" in outbox.sent[0][1]


def test_a_party_s_telephone_is_opened_for_the_system_alone(course):
    from linli.flow.handling.reaching import phone_for_notice
    from linli.ground.people.actor import Refused

    with pytest.raises(Refused):
        phone_for_notice(course.id, actor=course.who("handler"))
    assert phone_for_notice(course.id, actor=SYSTEM) == "13800000001"
    Party.objects.update(role="helper")
    assert phone_for_notice(course.id, actor=SYSTEM) == ""
