"""Planning, holding and recording meetings at the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.flow.handling.joint.models import Task
from linli.flow.handling.meetings import actions
from linli.flow.handling.meetings.models import Meeting, Minutes
from linli.testing.makers import MONDAY

TOMORROW = MONDAY + timedelta(days=1)


def text(answer):
    return answer.content.decode()


def post(browser, name, *args, **said):
    return browser.post(reverse(f"desk:{name}", args=args), said)


def page_of(browser, meeting):
    return text(browser.get(reverse("desk:meeting", args=[meeting.id])))


@pytest.fixture
def clerk(held, centre):
    """The clerk, on the day of the meeting."""
    with time_machine.travel(TOMORROW + timedelta(hours=1), tick=False):
        browser = Client()
        browser.force_login(centre.cast.clerk.staff)
        yield browser


def test_a_conference_is_planned_from_the_list_of_those_that_wait(hard, roads, at_desk):
    browser = at_desk("clerk")
    assert hard.title in text(browser.get(reverse("desk:meetings-waiting")))
    shown = browser.get(reverse("desk:meetings-plan"), {"kind": "conference", "items": str(hard.id)})
    assert hard.number in text(shown)
    said = {
        "kind": "conference",
        "title": "渠道占地会商",
        "at": "2026-03-03T09:00",
        "place": "二楼",
        "items": [str(hard.id)],
        "units": [str(roads.unit.id)],
        "why": "说法不一",
    }
    wrong = post(browser, "meetings-plan", **{**said, "place": ""})
    assert wrong.status_code == 422
    assert "请写明在哪里开" in text(wrong)
    assert "渠道占地会商" in text(wrong)
    done = post(browser, "meetings-plan", **said)
    meeting = Meeting.objects.get()
    assert done.url == reverse("desk:meeting", args=[meeting.id])
    assert "说法不一" in page_of(browser, meeting)
    assert "没有在等会商的事项" in text(browser.get(reverse("desk:meetings-waiting")))
    assert "渠道占地会商" in text(browser.get(reverse("desk:matter", args=[hard.number])))


def test_who_holds_no_meetings_finds_none_of_these_pages(hard, planned, at_desk):
    for person in ("handler", "east_clerk", "auditor"):
        browser = at_desk(person)
        for name in ("meetings-waiting", "meetings-draw", "meetings-plan"):
            assert browser.get(reverse(f"desk:{name}")).status_code == 404
        assert post(browser, "meeting-act", planned.id, "cancel", reason="不开。").status_code == 404
        item = planned.items.get().id
        assert post(browser, "meeting-item", item, "discuss", decision="修。").status_code == 404
    assert at_desk("handler").get(reverse("desk:meeting", args=[planned.id])).status_code == 404


def test_who_is_invited_reads_the_meeting_and_can_change_nothing(planned, roads):
    browser = Client()
    browser.force_login(roads.staff)
    assert "议程" in page_of(browser, planned)
    assert "取消会议" not in page_of(browser, planned)
    assert planned.title in text(browser.get(reverse("desk:meetings")))
    assert post(browser, "meeting-act", planned.id, "cancel", reason="不开。").status_code == 404


def test_a_matter_of_no_interest_is_not_taken_on_an_agenda_by_its_number(planned, leak, at_desk):
    browser = at_desk("clerk")
    wrong = post(browser, "meeting-act", planned.id, "add", number="2600000000000", why="")
    assert wrong.status_code == 422
    assert (
        post(browser, "meeting-act", planned.id, "add", number=leak.number, why="同一条渠").status_code == 302
    )
    assert "同一条渠" in page_of(browser, planned)


def test_nothing_is_written_before_the_meeting_was_held(planned, at_desk):
    early = post(at_desk("clerk"), "meeting-item", planned.items.get().id, "discuss", decision="修。")
    assert early.status_code == 409
    assert "会还没有开" in text(early)
    assert "修。" in text(early)


def test_a_meeting_from_who_came_to_the_file(planned, roads, centre):
    with time_machine.travel(TOMORROW + timedelta(hours=1), tick=False):
        browser = Client()
        browser.force_login(centre.cast.clerk.staff)
        key, item = str(roads.unit.id), planned.items.get().id
        assert post(browser, "meeting-act", planned.id, "hold").status_code == 422
        held = {"attended": [key], f"who_{key}": "韩雪"}
        assert post(browser, "meeting-act", planned.id, "hold", **held).status_code == 302
        said = {"discussion": "两边各说各的。", "decision": "由交通局修。", "tells": "on", "told": ""}
        assert post(browser, "meeting-item", item, "discuss", **said).status_code == 422
        done = post(browser, "meeting-item", item, "discuss", **{**said, "told": "定了，6月底修好。"})
        assert done.status_code == 302
        decided = {"unit": key, "asked": "修通渠道。", "until": "2026-06-30T18:00"}
        assert post(browser, "meeting-item", item, "decide", **decided).status_code == 302
        assert Task.objects.get().unit == roads.unit
        assert post(browser, "meeting-act", planned.id, "close").status_code == 409
        assert post(browser, "meeting-act", planned.id, "minutes", text="定了由交通局修。").status_code == 302
        assert post(browser, "meeting-act", planned.id, "confirm", version=1).status_code == 302
        assert post(browser, "meeting-act", planned.id, "close").status_code == 302
        shown = page_of(browser, planned)
        for words in ("已归档", "由交通局修。", "修通渠道。", "韩雪", "定了，6月底修好。", "周敏"):
            assert words in shown
        paper = text(browser.get(reverse("desk:meeting-print", args=[planned.id])))
        assert "定了由交通局修。" in paper
        table = b"".join(
            browser.get(reverse("desk:meeting-decisions", args=[planned.id])).streaming_content
        ).decode()
        assert "修通渠道。" in table


def test_what_is_not_ticked_is_not_told(held, clerk, hard):
    said = {"decision": "由交通局修。", "told": "写了又没勾。"}
    assert post(clerk, "meeting-item", held.items.get().id, "discuss", **said).status_code == 302
    assert held.items.get().told == ""


def test_minutes_of_other_peoples_matters_are_not_shown(centre, leak, roads):
    clerk = centre.cast.clerk.actor
    other = centre.matter(centre.bring(severity="small", text="别家的事。"))
    meeting = actions.plan(
        kind="regular",
        title="例会",
        place="二楼",
        at=TOMORROW,
        items=[actions.Put(leak.id), actions.Put(other.id)],
        unit_ids=[roads.unit.id, centre.cast.water.id],
        actor=clerk,
        now=MONDAY,
    )
    actions.hold(meeting.id, attended={roads.unit.id: ""}, actor=clerk, now=TOMORROW)
    actions.write_minutes(meeting.id, text="说了两家的事。", actor=clerk, now=TOMORROW)
    browser = Client()
    browser.force_login(centre.cast.handler.staff)
    for name in ("meeting", "meeting-print"):
        shown = text(browser.get(reverse(f"desk:{name}", args=[meeting.id])))
        assert leak.title in shown
        assert "别家的事" not in shown
        assert "说了两家的事" not in shown
    assert Minutes.objects.count() == 1
    assert not Matter.objects.visible_to(roads.actor).exists()


def test_a_regular_meeting_is_drawn_and_its_follower_asks_what_became_of_it(leak, roads, centre):
    later = MONDAY + timedelta(days=14)
    with time_machine.travel(later, tick=False):
        browser = Client()
        browser.force_login(centre.cast.leader.staff)
        shown = text(browser.get(reverse("desk:meetings-draw")))
        assert "已超期" in shown
        said = {
            "kind": "regular",
            "title": "3月例会",
            "at": "2026-03-17T09:00",
            "place": "二楼",
            "items": [str(leak.id)],
            "units": [str(roads.unit.id)],
        }
        assert post(browser, "meetings-plan", **said).status_code == 302
        meeting = Meeting.objects.get()
        assert "已超期" in page_of(browser, meeting)
    at = meeting.at
    clerk = centre.cast.clerk.actor
    actions.hold(meeting.id, attended={roads.unit.id: ""}, actor=clerk, now=at)
    actions.decide(meeting.items.get().id, unit_id=roads.unit.id, asked="修路面。", actor=clerk, now=at)
    with time_machine.travel(at + timedelta(days=20), tick=False):
        browser = Client()
        browser.force_login(centre.cast.leader.staff)
        shown = text(browser.get(reverse("desk:meetings-draw")))
        assert "上次会议定的事，现在怎样" in shown
        assert "待领受，超期" in shown


def test_the_pages_cost_the_same_however_long_the_agenda(
    planned, leak, at_desk, django_assert_max_num_queries
):
    browser = at_desk("clerk")
    post(browser, "meeting-act", planned.id, "add", number=leak.number, why="")
    for name, args, most in (("meeting", [planned.id], 18), ("meetings", [], 8), ("meetings-draw", [], 20)):
        with django_assert_max_num_queries(most):
            browser.get(reverse(f"desk:{name}", args=args))
