"""Asking, whistling and meeting in a real browser, on a phone and on a desk, large and in English: whole and flawless."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from linli.flow.handling import actions as handling
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.joint.models import Call, Task
from linli.flow.handling.meetings import actions as meetings
from linli.flow.handling.meetings.models import AgendaItem, Meeting
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
MODES = {"desk": {"width": DESK}, "phone": {"width": PHONE, "large": True}, "english": {"english": True}}


@pytest.fixture
def met(drawn, minutes_ago):
    """A matter with a dissenting answer, a whistle that was rated, a conference held and a regular meeting planned."""
    cast, begun, now = drawn.cast, minutes_ago(120), timezone.now()
    receipt = drawn.bring(now=begun, severity="large")
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=begun)
    [task] = joint.ask(
        receipt.matter_id,
        unit_ids=[cast.west_town.id],
        asked="看看下游有没有影响。",
        actor=cast.handler.actor,
        now=begun,
    )
    joint.answer(
        task.id, text="下游停水半天。", dissent="应当先通知住户。", actor=cast.west_clerk.actor, now=begun
    )
    call = joint.whistle(
        receipt.matter_id,
        unit_ids=[cast.water.id, cast.centre.id],
        place="柳湾村村口",
        at=None,
        purpose="定抢修方案。",
        actor=cast.east_clerk.actor,
        now=begun,
    )
    came = call.tasks.get(unit=cast.water)
    joint.report_in(came.id, who="冯涛", actor=cast.handler.actor, now=begun)
    joint.rate(came.id, on_time=True, effective=2, actor=cast.east_clerk.actor, now=begun)
    _meet(drawn, begun, now)
    drawn.settle(now=now)
    return drawn


def _meet(drawn, begun, now):
    cast = drawn.cast
    hard = drawn.bring(now=begun, severity="hard", text="渠道占地三年没有说法。")
    said = {"place": "二楼", "unit_ids": [cast.water.id], "actor": cast.clerk.actor, "now": begun}
    held = meetings.plan(
        kind="conference",
        title="渠道占地会商",
        at=begun + timedelta(minutes=1),
        items=[meetings.Put(hard.matter_id, "说法不一")],
        **said,
    )
    meetings.hold(held.id, attended={cast.water.id: "冯涛"}, actor=cast.clerk.actor, now=now)
    item = held.items.get()
    meetings.discuss(item.id, discussion="", decision="由水务局修。", actor=cast.clerk.actor, now=now)
    meetings.decide(item.id, unit_id=cast.water.id, asked="修通。", actor=cast.clerk.actor, now=now)
    meetings.write_minutes(held.id, text="由水务局修。", actor=cast.clerk.actor, now=now)
    meetings.plan(
        kind="regular",
        title="工作例会",
        at=now + timedelta(days=1),
        items=[meetings.Put(hard.matter_id)],
        **said,
    )


def addresses():
    call, item = Call.objects.get(), AgendaItem.objects.get(meeting__kind="conference")
    waiting = Task.objects.get(kind="whistle", stage="asked")
    planned = Meeting.objects.get(kind="regular")
    number = call.matter.number
    return [
        ("handler", reverse("desk:matter", args=[number])),
        ("handler", reverse("desk:joint-act", args=[Task.objects.get(kind="assist").id, "send_back"])),
        ("handler", reverse("desk:meeting", args=[item.meeting_id])),
        ("east_clerk", reverse("desk:joint-whistle", args=[number])),
        ("east_clerk", reverse("desk:joint-call", args=[call.id])),
        ("east_clerk", reverse("desk:joint-act", args=[waiting.id, "report_in"])),
        ("clerk", reverse("desk:joint-tasks")),
        ("clerk", reverse("desk:joint-whistles")),
        ("clerk", reverse("desk:joint-figures")),
        ("clerk", reverse("desk:meeting", args=[item.meeting_id])),
        ("clerk", reverse("desk:meeting-print", args=[item.meeting_id])),
        ("clerk", reverse("desk:meeting-item", args=[item.id, "discuss"])),
        ("clerk", reverse("desk:meeting-item", args=[item.id, "decide"])),
        ("clerk", reverse("desk:meeting-act", args=[planned.id, "hold"])),
        ("clerk", reverse("desk:meeting", args=[planned.id])),
        ("clerk", reverse("desk:meetings-draw")),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_every_page_is_whole_and_flawless(met, visit, mode):
    faults = []
    for person in ("handler", "east_clerk", "clerk"):
        tab = visit(**MODES[mode])
        tab.log_in(getattr(met.cast, person))
        for who, address in addresses():
            if who != person:
                continue
            status = tab.go(address)
            faults += [f"{fault} ({address})" for fault in tab.complaints]
            tab.complaints.clear()
            if status != 200:
                faults.append(f"{address} answers {status}")
            if tab.overflow > 0:
                faults.append(f"{address} is {tab.overflow} pixels wider than its window")
            found = Axe().run(tab.page)
            if found.violations_count:
                faults.append(f"{address}: {found.generate_report()}")
    assert not faults, "\n".join(faults)
