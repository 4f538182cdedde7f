"""What a petition counts in: what was done in time, what is not due yet, what came back."""

from datetime import timedelta

from linli.capabilities.petitions.figures.counting import tables
from linli.capabilities.petitions.figures.counting.reading import counted
from linli.capabilities.petitions.figures.counting.stretches import stretch, year
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish


def test_a_new_petition_is_not_due_yet_and_counts_against_nobody(petitions_office, sums):
    petitions_office.bring()
    found = sums()
    assert (found["received"], found["register_waiting"], found["register_due"]) == (1, 1, 0)
    assert (found["tell_due"], found["answer_due"], found["ratable"]) == (0, 0, 0)


def test_who_is_not_passed_on_within_fifteen_days_counts_as_late_from_that_day(petitions_office, sums):
    petitions_office.bring()
    in_time = petitions_office.bring()
    petitions_office.pass_on(in_time, petitions_office.centre.cast.water)
    petitions_office.wait(days=30)
    assert (sums()["register_due"], sums()["registered"], sums()["register_waiting"]) == (2, 1, 0)
    assert (sums()["tell_due"], sums()["told"]) == (1, 0)


def test_an_answer_within_the_approved_extension_is_in_time(petitions_office, sums):
    office, cast = petitions_office, petitions_office.centre.cast
    extended = office.accepted(unit=cast.water, by=cast.handler)
    late = office.accepted(unit=cast.water, by=cast.handler)
    wish = Wish("extend", "调查要跨村", "情况复杂，需要多一些时间", 30)
    request = timing.ask(extended.matter_id, "handle", wish, actor=cast.handler.actor, now=office.now)
    timing.approve(request.id, words="延长三十日", actor=cast.head.actor, now=office.now)
    assert (sums()["answer_waiting"], sums()["answer_due"]) == (2, 0)
    office.wait(days=70)
    assert (sums()["answer_waiting"], sums()["answer_due"], sums()["answered"]) == (1, 1, 0)
    office.opinion(extended, cast.handler)
    office.opinion(late, cast.handler)
    found = sums()
    assert (found["answer_due"], found["answered"], found["extended"]) == (2, 1, 1)


def test_what_was_withdrawn_in_time_is_due_from_nobody(petitions_office, sums):
    receipt = petitions_office.bring()
    petitions_office.do(receipt, "withdraw", petitions_office.petitioner(receipt))
    petitions_office.wait(days=90)
    assert (sums()["received"], sums()["register_due"], sums()["register_waiting"]) == (1, 0, 0)


def test_settled_at_first_go_is_known_when_nobody_may_ask_for_review_any_more(petitions_office, sums):
    content, unhappy = petitions_office.answered(), petitions_office.answered()
    assert (sums()["first_waiting"], sums()["first_due"]) == (2, 0)
    petitions_office.do(unhappy, "ask_review", petitions_office.petitioner(unhappy), reason="没有看证据")
    assert (sums()["first_due"], sums()["first_go"], sums()["review_asked"]) == (1, 0, 1)
    petitions_office.wait(days=40)
    found = sums()
    assert (found["first_due"], found["first_go"], found["first_waiting"]) == (2, 1, 0)
    assert petitions_office.matter(content).state == "answered"


def test_a_revoked_opinion_changes_what_was_decided_and_has_to_be_answered_in_time_again(
    petitions_office, sums
):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered()
    office.do(receipt, "ask_review", office.petitioner(receipt), reason="没有看证据")
    office.do(receipt, "claim", cast.east_clerk.actor)
    office.do(receipt, "revoke", cast.east_clerk.actor, text="证据没有看，重新办理。")
    found = sums()
    assert (found["review_decided"], found["review_changed"]) == (1, 1)
    assert (found["answer_waiting"], found["answer_due"], found["first_go"]) == (1, 0, 0)
    office.wait(days=70)
    assert (sums()["answer_due"], sums()["answered"]) == (1, 0)


def test_the_last_word_of_the_petitioner_counts(petitions_office, sums):
    first, second = petitions_office.answered(), petitions_office.answered()
    petitioner = petitions_office.petitioner(first)
    petitions_office.do(first, "rate", petitioner, solved="no", satisfied="no")
    assert (sums()["ratable"], sums()["rated"], sums()["satisfied"]) == (2, 1, 0)
    petitions_office.do(first, "rate", petitioner, solved="partly", satisfied="fair")
    assert (sums()["rated"], sums()["satisfied"]) == (1, 1)
    assert second


def test_an_objection_counts_and_whether_it_was_right(petitions_office, sums):
    office, cast = petitions_office, petitions_office.centre.cast
    for step in ("agree_objection", "refuse_objection"):
        receipt = office.bring()
        office.pass_on(receipt, cast.water)
        office.do(
            receipt, "object", cast.handler.actor, reason="渠道归村里管，不归水务局", article="职责清单"
        )
        office.do(receipt, step, cast.clerk.actor, text="核对过职责")
    assert (sums()["objected"], sums()["objection_agreed"]) == (2, 1)


def test_what_was_supported_is_followed_until_it_is_carried_out(petitions_office, sums):
    office = petitions_office
    until = (office.now + timedelta(days=20)).date().isoformat()
    receipts = [office.answered(conclusion="support", duty="恢复通水", duty_on=until) for _ in range(2)]
    assert (sums()["support"], sums()["duty_waiting"], sums()["duty_due"]) == (2, 2, 0)
    from linli.capabilities.petitions.actions.duties import carry_out
    from linli.capabilities.petitions.models import CarryingOut

    duty = CarryingOut.objects.get(petition=receipts[0].matter_id)
    cadre = office.centre.cast.village_cadre.actor
    carry_out(duty.id, evidence="渠道已经通水，有照片。", actor=cadre, now=office.now)
    office.wait(days=25)
    assert (sums()["duty_due"], sums()["duty_done"], sums()["duty_waiting"]) == (2, 1, 0)


def test_everybody_counts_what_they_may_see_and_no_table_loses_any(petitions_office, sums):
    office, cast = petitions_office, petitions_office.centre.cast
    office.accepted(unit=cast.water, by=cast.handler)
    office.accepted()
    office.bring(kind="suggestion")
    assert (sums("leader")["received"], sums("head")["received"], sums("west_clerk")["received"]) == (3, 1, 0)
    found = counted(year(2026), actor=cast.leader.actor, now=office.now)
    for dimension in ("month", "unit", "category", "form", "klass", "organ"):
        lines = tables.table(found, dimension, year(2026))
        assert sum(line.counts["received"] for line in lines) == 3, dimension


def test_a_stretch_is_a_year_a_quarter_or_a_month(petitions_office):
    petitions_office.bring()
    leader, now = petitions_office.centre.cast.leader.actor, petitions_office.now
    today = now.date()
    for text, count in (
        ("2026", 1),
        ("2026-q1", 1),
        ("2026-q2", 0),
        ("2026-03", 1),
        ("2026-04", 0),
        ("nonsense", 1),
        ("2025", 0),
        ("2026-q9", 1),
    ):
        found = counted(stretch(text, today=today), actor=leader, now=now)
        assert len(found) == count, text
