"""Whoever can show a matter may have a copy of it, have it corrected, erased and explained, and is answered in time."""

from datetime import timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, Party
from linli.core.matters.search import find
from linli.core.matters.telling import tell
from linli.core.personal_data.erasing import is_erased
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.models import Alert
from linli.flow.outcomes.actions import withdraw as withdraw_matter
from linli.flow.outcomes.rights import explaining, grounds, queries
from linli.flow.outcomes.rights.actions import ask, erase_due, grant, refuse, withdraw
from linli.flow.outcomes.rights.models import RightsRequest
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.ground.people.vault import contact_index
from linli.testing.makers import MONDAY

NEXT = MONDAY + timedelta(days=1)


@pytest.fixture
def receipt(centre):
    return centre.bring()


def asked(centre, receipt, right, **changes):
    return ask(receipt.matter_id, right=right, actor=centre.requester(receipt), now=NEXT, **changes)


def close(centre, receipt):
    withdraw_matter(
        receipt.matter_id, reason="好了", actor=centre.requester(receipt), now=MONDAY + timedelta(hours=1)
    )
    centre.settle(now=NEXT)


def test_a_copy_is_given_at_once_and_recorded_once_a_day(centre, receipt, neighbour):
    row = asked(centre, receipt, "copy")
    assert (row.stage, row.due_at) == ("done", None)
    assert asked(centre, receipt, "copy") == row
    assert centre.verbs(receipt).count("outcomes.right_given") == 1
    with pytest.raises(Refused):
        ask(receipt.matter_id, right="copy", actor=neighbour, now=NEXT)


def test_by_the_telephone_too(centre, receipt):
    holder = resident(contact_index=contact_index("13800000001"))
    assert ask(receipt.matter_id, right="explain", actor=holder, now=NEXT).stage == "done"


class TestErasing:
    def test_is_asked_granted_and_done_after_some_days(self, centre, cast, receipt):
        close(centre, receipt)
        row = asked(centre, receipt, "erase", said="不想留着")
        assert row.due_at - NEXT > timedelta(days=14)
        assert Clock.objects.get(task_id=row.id).source.startswith("个人信息保护法")
        assert Alert.objects.get(kind="rights.asked").settled_at is None
        assert list(queries.waiting(cast.clerk.actor)) == [row]
        with pytest.raises(Refused):
            grant(row.id, actor=cast.handler.actor, now=NEXT)
        with pytest.raises(Refused):
            grant(row.id, actor=cast.west_clerk.actor, now=NEXT)

        row = grant(row.id, reason="按您的意思删除", actor=cast.clerk.actor, now=NEXT)
        assert row.stage == "granted"
        assert not Clock.objects.filter(task_id=row.id, stopped_at=None).exists()
        assert not Alert.objects.filter(kind="rights.asked", settled_at=None).exists()
        assert erase_due(now=NEXT + timedelta(days=2)) == 0
        assert erase_due(now=NEXT + timedelta(days=3)) == 1
        matter = centre.matter(receipt)
        assert is_erased(matter)
        assert matter.text == ""
        row.refresh_from_db()
        assert (row.stage, row.said, row.reason) == ("done", "", "")
        assert erase_due(now=NEXT + timedelta(days=9)) == 0
        assert verify().sound

    def test_at_once_where_that_is_wanted(self, centre, cast, receipt):
        close(centre, receipt)
        row = asked(centre, receipt, "erase", at_once=True)
        assert grant(row.id, actor=cast.clerk.actor, now=NEXT).stage == "done"
        assert is_erased(centre.matter(receipt))

    def test_waits_for_the_end_of_handling_and_may_be_refused_with_an_article(self, centre, cast, receipt):
        row = asked(centre, receipt, "erase")
        with pytest.raises(StepNotOpen, match="还在办理"):
            grant(row.id, actor=cast.clerk.actor, now=NEXT)
        with pytest.raises(AnswersWrong) as wrong:
            refuse(row.id, ground="because", reason=" ", actor=cast.clerk.actor, now=NEXT)
        assert set(wrong.value.errors) == {"ground", "reason"}
        refuse(row.id, ground="in_hand", reason="修好以后再删", actor=cast.clerk.actor, now=NEXT)
        told = tell(centre.matter(receipt), audience="resident")[-1]
        assert "还在办理" in told.title
        assert told.lines == ("修好以后再删", grounds.article("in_hand"))
        with pytest.raises(StepNotOpen):
            grant(row.id, actor=cast.clerk.actor, now=NEXT)

    def test_can_be_taken_back_until_it_is_done(self, centre, cast, receipt):
        close(centre, receipt)
        row = asked(centre, receipt, "erase")
        grant(row.id, actor=cast.clerk.actor, now=NEXT)
        withdraw(row.id, actor=centre.requester(receipt), now=NEXT)
        assert erase_due(now=NEXT + timedelta(days=30)) == 0
        assert centre.matter(receipt).text
        with pytest.raises(StepNotOpen):
            withdraw(row.id, actor=centre.requester(receipt), now=NEXT)

    def test_what_was_reopened_since_waits(self, centre, cast, receipt):
        close(centre, receipt)
        row = asked(centre, receipt, "erase")
        grant(row.id, actor=cast.clerk.actor, now=NEXT)
        matter = centre.matter(receipt)
        matter.is_open, matter.due_at = True, NEXT
        matter.save()
        assert erase_due(now=NEXT + timedelta(days=4)) == 0
        row.refresh_from_db()
        assert row.erase_at == NEXT + timedelta(days=5)
        assert centre.matter(receipt).text


class TestCorrecting:
    def test_changes_what_is_wrong_and_the_history_says_so(self, centre, cast, receipt):
        with pytest.raises(AnswersWrong) as wrong:
            asked(centre, receipt, "correct")
        assert set(wrong.value.errors) == {"wrong", "said"}
        row = asked(centre, receipt, "correct", wrong="电话写错了", said="13800000002")
        with pytest.raises(AnswersWrong):
            grant(row.id, changes={"phone": "不是电话"}, actor=cast.clerk.actor, now=NEXT)
        with pytest.raises(AnswersWrong):
            grant(row.id, changes={}, actor=cast.clerk.actor, now=NEXT)
        said = {"phone": "13800000002", "text": "村口的水管爆了", "name": ""}
        row = grant(row.id, changes=said, reason="改好了", actor=cast.clerk.actor, now=NEXT)
        assert row.stage == "done"
        assert Party.objects.get(matter=receipt.matter_id).contact_index == contact_index("13800000002")
        assert find("水管爆了", SYSTEM).matters
        assert tell(centre.matter(receipt), audience="resident")[-1].title == "按您的申请更正了：内容、电话"


def test_a_clerk_writes_it_down_for_whoever_comes_to_the_window(centre, cast, receipt):
    said = {"right": "erase", "who": "heir", "actor": cast.clerk.actor, "now": NEXT}
    with pytest.raises(AnswersWrong) as wrong:
        ask(receipt.matter_id, **said)
    assert set(wrong.value.errors) == {"shown"}
    row = ask(receipt.matter_id, shown="看过户口簿和死亡证明", **said)
    assert (row.who, row.asked_by_id) == ("heir", cast.clerk.staff.id)
    with pytest.raises(Refused):
        ask(receipt.matter_id, shown="看过", **{**said, "actor": cast.handler.actor})


def test_nobody_floods_a_matter_with_requests(centre, receipt):
    erasing = asked(centre, receipt, "erase")
    with pytest.raises(StepNotOpen, match="已经有一份"):
        asked(centre, receipt, "erase")
    asked(centre, receipt, "copy")
    asked(centre, receipt, "explain")
    asked(centre, receipt, "portable")
    asked(centre, receipt, "correct", wrong="这里", said="那里")
    withdraw(erasing.id, actor=centre.requester(receipt), now=NEXT)
    with pytest.raises(StepNotOpen, match="太多"):
        asked(centre, receipt, "erase")


def test_the_way_of_a_matter_is_explained(centre, receipt):
    said = explaining.decisions(centre.matter(receipt))
    assert (said[0].rule, said[0].article, said[0].by_rule) == ("按责任清单", "县级责任清单第12项", True)
    assert "水务局" in said[0].title
    limits = explaining.limits(centre.matter(receipt))
    assert limits
    assert all(limit.source and limit.name for limit in limits)


def test_what_is_asked_is_in_the_record(centre, receipt):
    row = asked(centre, receipt, "erase", said="不想留着")
    entry = Entry.objects.get(subject=receipt.matter_id, verb="outcomes.right_asked")
    assert entry.body["request"] == str(row.id)
    assert RightsRequest.objects.get().said == "不想留着"
