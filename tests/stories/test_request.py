"""One matter, from the door to the figures, seen from both sides."""

from datetime import timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StaleMatter, StepNotOpen, open_steps
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.models import Conflict, Intake
from linli.flow.intake.submission import Spot, SubmissionWrong
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing import actions as routing
from linli.flow.statistics.actions import differences
from linli.flow.statistics.queries import Months, table, total
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_request_goes_from_the_door_to_the_figures(centre):
    cast = centre.cast
    receipt = centre.bring()
    assert centre.matter(receipt).unit == cast.water
    assert receipt.due_at.date().isoformat() == "2026-03-09"

    handler = cast.handler.actor
    handling.claim(receipt.matter_id, actor=handler, now=MONDAY + HOUR)
    handling.contact(receipt.matter_id, text="电话里说明天去修", actor=handler, now=MONDAY + 2 * HOUR)
    outcomes.reply(receipt.matter_id, text="水管已换新。", actor=handler, now=MONDAY + 24 * HOUR)
    outcomes.close(receipt.matter_id, outcome="solved", actor=handler, now=MONDAY + 25 * HOUR)
    me = centre.requester(receipt)
    outcomes.rate(receipt.matter_id, solved="yes", satisfied="yes", actor=me, now=MONDAY + 30 * HOUR)
    centre.settle(now=MONDAY + 31 * HOUR)

    matter = centre.matter(receipt)
    assert (matter.state, matter.outcome, matter.was_late) == ("closed", "solved", False)
    told = [one.title for one in tell(matter, audience="resident")]
    assert told == [
        "我们收到了您反映的事",
        "交给晴川县水务局办理",
        "有人接手了",
        "和您联系过",
        "给您的答复",
        "办结：已解决",
        "您的评价：解决了，满意",
    ]
    row = total(Months(202603, 202603), actor=SYSTEM)
    assert {name: row.counts[name] for name in ("received", "answered", "in_time", "rated", "satisfied", "open")} == {
        "received": 1, "answered": 1, "in_time": 1, "rated": 1, "satisfied": 1, "open": 0,
    }  # fmt: skip
    assert [r.label for r in table("unit", Months(202603, 202603), actor=SYSTEM)] == ["晴川县水务局"]
    assert differences() == []
    ledger.seal_pending(now=MONDAY + 31 * HOUR)
    assert verify().sound


def test_the_same_submission_twice_gives_one_matter_and_the_same_receipt(centre):
    submission = centre.submission()
    first = receive(submission, actor=resident(), now=MONDAY)
    again = receive(submission, actor=resident(), now=MONDAY + HOUR)
    assert again == first
    assert Intake.objects.count() == 1


def test_the_same_key_with_other_content_is_kept_for_a_clerk(centre):
    submission = centre.submission(key="one-key")
    first = receive(submission, actor=resident(), now=MONDAY)
    for _ in range(2):
        with pytest.raises(OtherContent) as refusal:
            receive(centre.submission(key="one-key", text="另外一件事"), actor=resident(), now=MONDAY)
        assert refusal.value.receipt == first
    assert Conflict.objects.count() == 1
    assert Intake.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "长" * 10_000}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"phone": "电话没有"}, "phone"),
        ({"channel": "pigeon"}, "channel"),
        ({"spot": Spot(longitude=0.0, latitude=0.0)}, "place"),
        ({"key": ""}, "key"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence_and_nothing_is_kept(centre, changes, field):
    with pytest.raises(SubmissionWrong) as refusal:
        receive(centre.submission(**changes), actor=resident(), now=MONDAY)
    assert list(refusal.value.errors) == [field]
    assert not Matter.objects.exists()
    assert not Entry.objects.filter(verb="intake.received").exists()


def test_small_matters_stay_in_the_village_and_urgent_ones_go_to_the_county(centre):
    cast = centre.cast
    assert centre.matter(centre.bring(severity="small")).unit == cast.east_committee
    assert centre.matter(centre.bring(severity="urgent")).unit == cast.centre
    assert centre.matter(centre.bring(severity="large", category_id=centre.noise.id)).unit == cast.east_town


def test_what_nobody_is_responsible_for_goes_to_the_duty_post(centre):
    receipt = centre.bring(severity="hard", category_id=centre.noise.id, spot=Spot())
    assert centre.matter(receipt).unit == centre.cast.centre
    rule = Entry.objects.get(subject=receipt.matter_id, verb="routing.routed").body["rule"]
    assert "值班岗" in rule


def test_a_unit_returns_what_is_not_its_own_and_the_centre_dispatches_it_again(centre):
    cast = centre.cast
    receipt = centre.bring()
    for said in ({"reason": " ", "article": "第3项"}, {"reason": "不归我们"}):
        with pytest.raises(AnswersWrong):
            handling.give_back(receipt.matter_id, **said, actor=cast.head.actor, now=MONDAY + HOUR)
    assert centre.matter(receipt).unit == cast.water
    said = {"reason": "这段管道归镇里管", "article": "镇级责任清单第8项"}
    handling.give_back(receipt.matter_id, **said, actor=cast.head.actor, now=MONDAY + HOUR)
    assert centre.matter(receipt).unit == cast.centre
    clerk = cast.clerk.actor
    routing.dispatch(
        receipt.matter_id, unit_id=cast.east_town.id, reason="镇管理段", actor=clerk, now=MONDAY + 2 * HOUR
    )
    matter = centre.matter(receipt)
    assert (matter.unit, matter.state) == (cast.east_town, "routed")
    assert matter.due_at <= receipt.due_at


def test_the_centre_says_what_a_matter_is_about_and_then_dispatches_it(centre):
    cast, receipt = centre.cast, centre.bring(category_id=None, severity="small")
    assert centre.matter(receipt).unit == cast.east_committee
    clerk, later = cast.clerk.actor, MONDAY + HOUR
    with pytest.raises(AnswersWrong):
        routing.classify(receipt.matter_id, category_id=None, severity="large", actor=clerk, now=later)
    routing.classify(receipt.matter_id, category_id=centre.leak.id, severity="large", actor=clerk, now=later)
    matter = centre.matter(receipt)
    assert (matter.category, matter.severity, matter.unit) == (centre.leak, "large", cast.east_committee)
    centre.settle(now=later)
    assert [row.label for row in table("category", Months(202603, 202603), actor=SYSTEM)] == ["供水"]
    assert differences() == []


def test_two_clerks_on_one_matter_cannot_overwrite_each_other(centre):
    cast = centre.cast
    receipt = centre.bring()
    read = centre.matter(receipt).version
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=MONDAY + HOUR, version=read)
    with pytest.raises(StaleMatter):
        handling.claim(receipt.matter_id, actor=cast.head.actor, now=MONDAY + HOUR, version=read)
    assert centre.matter(receipt).handler == cast.handler.staff


def test_a_clerk_of_another_town_finds_nothing_and_can_do_nothing(centre):
    cast = centre.cast
    receipt = centre.bring()
    west = cast.west_clerk.actor
    assert not Matter.objects.visible_to(west).exists()
    with pytest.raises(Refused):
        handling.claim(receipt.matter_id, actor=west, now=MONDAY + HOUR)


def test_a_neighbour_cannot_rate_or_withdraw_my_matter(centre, neighbour):
    receipt = centre.bring()
    with pytest.raises(Refused):
        outcomes.withdraw(receipt.matter_id, actor=neighbour, now=MONDAY + HOUR)
    outcomes.withdraw(receipt.matter_id, actor=centre.requester(receipt), now=MONDAY + HOUR)
    assert not centre.matter(receipt).is_open


def test_asking_the_resident_stops_no_clock_and_the_answer_brings_it_back(centre):
    cast = centre.cast
    receipt = centre.bring()
    actor, me = cast.handler.actor, centre.requester(receipt)
    handling.claim(receipt.matter_id, actor=actor, now=MONDAY + HOUR)
    handling.ask(receipt.matter_id, text="是哪一段管子？", actor=actor, now=MONDAY + 2 * HOUR)
    matter = centre.matter(receipt)
    assert (matter.state, matter.due_at) == ("waiting", receipt.due_at)
    assert open_steps(matter, actor=me)[0].name == "answer"
    handling.answer(receipt.matter_id, text="村口那一段", actor=me, now=MONDAY + 3 * HOUR)
    assert centre.matter(receipt).state == "handling"


def test_a_matter_closed_as_not_solved_needs_a_reason_and_can_be_reopened(centre):
    cast = centre.cast
    receipt = centre.bring()
    actor = cast.handler.actor
    handling.claim(receipt.matter_id, actor=actor, now=MONDAY + HOUR)
    with pytest.raises(StepNotOpen):
        outcomes.close(receipt.matter_id, outcome="solved", actor=actor, now=MONDAY + HOUR)
    outcomes.reply(receipt.matter_id, text="暂时没有配件。", actor=actor, now=MONDAY + 2 * HOUR)
    with pytest.raises(AnswersWrong):
        outcomes.close(receipt.matter_id, outcome="not_solved", actor=actor, now=MONDAY + 3 * HOUR)
    outcomes.close(
        receipt.matter_id, outcome="not_solved", reason="缺配件", actor=actor, now=MONDAY + 3 * HOUR
    )
    me = centre.requester(receipt)
    outcomes.reopen(receipt.matter_id, reason="还在漏", actor=me, now=MONDAY + 4 * HOUR)
    matter = centre.matter(receipt)
    assert (matter.state, matter.is_open, matter.outcome) == ("handling", True, "")
    assert matter.due_at > MONDAY + 4 * HOUR


def test_a_late_answer_counts_as_late_and_the_breach_is_told_once(centre):
    cast = centre.cast
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=cast.handler.actor, now=MONDAY + HOUR)
    later = MONDAY + timedelta(days=20)
    tick(now=later)
    tick(now=later)
    breached = [
        e.body["clock"] for e in Entry.objects.filter(subject=receipt.matter_id, verb="clocks.breached")
    ]
    assert sorted(breached) == ["contact", "reply"]
    outcomes.reply(receipt.matter_id, text="修好了", actor=cast.handler.actor, now=later)
    outcomes.close(receipt.matter_id, outcome="solved", actor=cast.handler.actor, now=later)
    centre.settle(now=later)
    assert centre.matter(receipt).was_late
    counts = total(Months(202603, 202603), actor=SYSTEM).counts
    assert (counts["answered"], counts["in_time"], counts["late"]) == (1, 0, 1)
    assert differences() == []


def test_anonymous_is_enough(centre):
    receipt = centre.bring(name="", phone="")
    party = centre.matter(receipt).parties.get()
    assert (party.identity, party.contact_index, bytes(party.phone_sealed)) == ("anonymous", "", b"")


def test_name_and_telephone_stand_nowhere_in_clear(centre):
    receipt = centre.bring(name="赵大川", phone="13912345678")
    kept = repr(list(Entry.objects.values("body"))) + repr(list(centre.matter(receipt).parties.values()))
    assert "赵大川" not in kept
    assert "13912345678" not in kept
