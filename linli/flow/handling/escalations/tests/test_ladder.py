"""When a clock has run so far, the ladder says who is called and what goes up; each once, what nobody handles too."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from linli.core.clocks.actions import tick
from linli.core.matters.models import Entry
from linli.core.registers import actions as registers
from linli.core.registers.declaration import named
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.handling.escalations.climbing import climb
from linli.flow.handling.escalations.models import Rung
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rung(act, moment="breached", clock="", **more):
    return Rung.objects.create(clock=clock, moment=moment, act=act, source="示例", **more)


def look(centre, now):
    tick(now=now)
    centre.settle(now=now)


def called(member):
    return [(row.kind, row.says["clock"]["zh"]) for row in open_alerts(member.actor)]


def test_an_unclaimed_matter_calls_those_who_could_claim_it_and_whoever_leads(centre):
    cast = centre.cast
    for act in ("handler", "head", "duty", "leader"):
        rung(act, clock="sign_for")
    centre.bring()
    look(centre, MONDAY + 2 * DAY)
    breach = ("clocks.breached", "签收")
    assert called(cast.handler) == called(cast.clerk) == called(cast.leader) == [breach]
    assert called(cast.head) == [breach, breach]
    assert called(cast.west_clerk) == called(cast.auditor) == []


def test_a_claimed_one_calls_its_handler_by_name_and_acting_ends_the_call(centre):
    cast, receipt = centre.cast, centre.bring()
    rung("handler", "warned", clock="reply")
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=MONDAY)
    look(centre, MONDAY + 4 * DAY)
    assert called(cast.handler) == [("clocks.warned", "答复")]
    assert called(cast.head) == []
    handling.assign(
        receipt.matter_id, staff_id=cast.head.staff.id, actor=cast.head.actor, now=MONDAY + 4 * DAY
    )
    assert called(cast.handler) == []


def test_a_line_can_mean_one_warning_one_clock_and_one_severity(centre):
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    handling.contact(receipt.matter_id, text="说好了", actor=centre.cast.handler.actor, now=MONDAY)
    rung("duty", "warned-90", clock="reply")
    rung("duty", "warned-60", clock="reply", severity="urgent")
    rung("leader", "breached", clock="sign_for")
    look(centre, MONDAY + 4 * DAY)
    assert (called(centre.cast.clerk), called(centre.cast.leader)) == ([], [])
    look(centre, MONDAY + 5 * DAY)
    assert (called(centre.cast.clerk), called(centre.cast.leader)) == ([("clocks.warned", "答复")], [])


def test_two_looks_and_three_days_of_outage_call_once(centre):
    rung("head")
    rung("up", clock="sign_for", severity="small")
    receipt = centre.bring(severity="small")
    for _ in range(2):
        look(centre, MONDAY + 3 * DAY)
    entries = list(Entry.objects.filter(subject=receipt.matter_id, verb="clocks.breached"))
    climb(entries, now=MONDAY + 3 * DAY)
    assert Alert.objects.count() == len(entries)
    assert centre.verbs(receipt).count("handling.escalated") == 1
    assert centre.matter(receipt).unit == centre.cast.east_town


def test_what_lies_in_a_village_goes_up_by_itself_and_in_a_department_it_cannot(centre):
    rung("up", clock="sign_for")
    village, department = centre.bring(severity="small"), centre.bring()
    look(centre, MONDAY + 2 * DAY)
    assert centre.matter(village).unit == centre.cast.east_town
    assert centre.matter(village).answerable_unit == centre.cast.centre, "nobody below had taken it up"
    assert centre.matter(department).unit == centre.cast.water
    look(centre, MONDAY + 4 * DAY)
    assert centre.matter(village).unit == centre.cast.centre


def test_what_was_done_or_closed_meanwhile_calls_nobody(centre):
    rung("head")
    receipt = centre.bring()
    tick(now=MONDAY + 2 * DAY)
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY + 2 * DAY)
    centre.settle(now=MONDAY + 2 * DAY)
    assert not Alert.objects.exists()


def test_an_offer_that_nobody_answers_calls_the_head(centre):
    cast, receipt = centre.cast, centre.bring()
    rung("head", clock="offer")
    handling.claim(receipt.matter_id, actor=cast.head.actor, now=MONDAY)
    handling.hand_over(
        receipt.matter_id, staff_id=cast.handler.staff.id, note="请接", actor=cast.head.actor, now=MONDAY
    )
    look(centre, MONDAY + DAY)
    assert ("clocks.breached", "接手同事转来的事项") in called(cast.head)


def test_where_nobody_leads_the_village_its_town_or_the_centre_is_called(centre):
    rung("head", clock="sign_for")
    centre.bring(severity="small")
    look(centre, MONDAY + 2 * DAY)
    assert called(centre.cast.leader) == [("clocks.breached", "签收")]


def test_however_many_come_at_once_they_take_few_queries(centre, django_assert_max_num_queries):
    rung("head")
    rung("duty")
    receipts = [centre.bring() for _ in range(12)]
    tick(now=MONDAY + 2 * DAY)
    entries = list(Entry.objects.filter(verb="clocks.breached"))
    assert len(entries) >= len(receipts)
    with django_assert_max_num_queries(9):
        climb(entries, now=MONDAY + 2 * DAY)
    assert Alert.objects.count() == 2 * len(entries)


def test_the_register_refuses_what_no_clock_knows(centre, cast):
    register, keeper = named("escalations"), cast.leader.actor
    good = {"clock": "reply", "moment": "warned-90", "act": "head", "source": "示例"}
    registers.add(register, good, actor=keeper, now=MONDAY)
    for wrong in ({"moment": "tomorrow"}, {"clock": "lunch"}):
        with pytest.raises(ValidationError):
            registers.add(register, {**good, **wrong}, actor=keeper, now=MONDAY)
