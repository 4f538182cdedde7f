"""A matter that three units handle together, seen by the resident, the lead, an assistant and the town."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from linli.flow.handling import actions as handling
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.meetings import actions as meetings
from linli.flow.outcomes import actions as outcomes
from linli.testing.makers import MONDAY


def text(answer):
    return answer.content.decode()


def test_the_resident_reads_who_helps_and_one_reply(centre):
    cast, noon = centre.cast, MONDAY + timedelta(hours=3)
    receipt = centre.bring()
    lead, town, centre_clerk = cast.handler.actor, cast.east_clerk.actor, cast.clerk.actor
    handling.claim(receipt.matter_id, actor=lead, now=MONDAY)
    [asked] = joint.ask(
        receipt.matter_id, unit_ids=[cast.west_town.id], asked="看下游。", actor=lead, now=MONDAY
    )
    call = joint.whistle(
        receipt.matter_id,
        unit_ids=[cast.water.id],
        place="村口",
        at=None,
        purpose="定方案。",
        actor=town,
        now=MONDAY,
    )
    joint.report_in(call.tasks.get().id, who="冯涛", actor=lead, now=MONDAY + timedelta(hours=1))
    joint.answer(
        asked.id, text="下游要停水半天。", dissent="应当先通知。", actor=cast.west_clerk.actor, now=noon
    )
    meeting = meetings.plan(
        kind="conference",
        title="停水会商",
        place="二楼",
        at=noon + timedelta(hours=1),
        items=[meetings.Put(receipt.matter_id)],
        unit_ids=[cast.west_town.id],
        actor=centre_clerk,
        now=noon,
    )
    later = noon + timedelta(hours=2)
    meetings.hold(meeting.id, attended={cast.west_town.id: ""}, actor=centre_clerk, now=later)
    meetings.discuss(
        meeting.items.get().id,
        discussion="争了一小时。",
        decision="西岭镇先贴通知。",
        told="先贴通知，再停水修管。",
        actor=centre_clerk,
        now=later,
    )
    outcomes.reply(receipt.matter_id, text="今晚停水修管，明早来水。", actor=lead, now=later)
    centre.settle(now=later)
    with time_machine.travel(later, tick=False):
        browser = Client()
        browser.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
        shown = text(browser.get(reverse("portal:matter", args=[receipt.number])))
    for words in (
        "请了西岭镇综治中心一起办",
        "西岭镇综治中心已经回了意见",
        "镇里请了晴川县水务局到现场",
        "晴川县水务局到了现场",
        "已安排会商，请几个单位一起商量这件事",
        "先贴通知，再停水修管。",
        "今晚停水修管，明早来水。",
    ):
        assert words in shown
    for words in ("下游要停水", "应当先通知", "争了一小时", "西岭镇先贴通知", "冯涛", "定方案"):
        assert words not in shown
