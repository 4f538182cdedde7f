"""A leader supervises a matter; the unit answers; whoever issued it closes it, and nobody else."""

from datetime import date, timedelta

import pytest

from linli.core.clocks.models import Clock
from linli.core.matters.models import Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.models import Alert
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.tests.conftest import ANSWERED, THURSDAY, again, member_of
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import Refused
from linli.ground.people.models import Post, Posting, Role
from linli.testing.cast import SINCE
from linli.testing.makers import MONDAY

CLOSING = {"finding": "done", "note": "到现场看过了"}


def test_a_unit_answers_and_only_the_issuing_post_closes(centre, issue, answer):
    supervision = issue()
    cast = centre.cast
    with pytest.raises(StepNotOpen):
        actions.close(supervision.id, actor=cast.clerk.actor, now=MONDAY, **CLOSING)
    with pytest.raises(Refused):
        answer(supervision, person="east_clerk")
    answer(supervision)
    elsewhere = member_of(cast.east_town, "duty", "zhenzhiban", "陶然")
    for other in (cast.handler, cast.head, cast.east_clerk, cast.auditor, elsewhere):
        with pytest.raises(Refused):
            actions.close(supervision.id, actor=other.actor, now=MONDAY, **CLOSING)
    actions.close(supervision.id, actor=cast.clerk.actor, now=MONDAY, **CLOSING)
    assert again(supervision).stage == "closed"
    assert not Clock.objects.filter(task_id=supervision.id, stopped_at=None).exists()


def test_the_resident_reads_that_it_is_supervised_and_no_more(centre, leak, issue):
    issue()
    told = tell(leak, audience="resident")
    words = " ".join(f"{one.title} {' '.join(one.lines)}" for one in told)
    assert "中心在督办这件事" in words
    assert "为什么还没有修" not in words
    staff = " ".join(one.title for one in tell(leak, audience="staff"))
    assert "中心督办" in staff
    assert "逾期未办" in staff


def test_an_answer_that_does_not_answer_is_sent_back(centre, issue, answer):
    supervision = issue()
    answer(supervision, done="正在研究")
    clerk = centre.cast.clerk.actor
    with pytest.raises(AnswersWrong):
        actions.send_back(supervision.id, reason=" ", actor=clerk, now=MONDAY)
    actions.send_back(supervision.id, reason="没有说哪天修好", actor=clerk, now=MONDAY)
    assert (again(supervision).stage, again(supervision).times_sent_back) == ("sent_back", 1)
    answer(supervision)
    answers = list(supervision.answers.all())
    assert [bool(one.sent_back_at) for one in answers] == [True, False]
    actions.close(supervision.id, actor=clerk, now=MONDAY, **CLOSING)


def test_only_a_unit_that_has_or_had_the_matter_is_asked(centre, leak, issue):
    with pytest.raises(AnswersWrong) as wrong:
        issue(addressee_id=centre.cast.west_town.id)
    assert "addressee" in wrong.value.errors
    handling.give_back(
        leak.id, reason="不归我们", article="责任清单第3项", actor=centre.cast.handler.actor, now=MONDAY
    )
    assert issue(trigger="refused").addressee == centre.cast.water
    with pytest.raises(AnswersWrong):
        issue(addressee_id=centre.cast.centre.id)
    assert issue("leader", addressee_id=centre.cast.centre.id, level="leader").level == "leader"


def test_who_may_not_supervise_is_refused(leak, issue):
    for person in ("handler", "head", "east_clerk", "auditor", "worker"):
        with pytest.raises(Refused):
            issue(person)
    with pytest.raises(Refused):
        issue("clerk", level="leader")
    assert issue("leader", level="leader").level == "leader"


def test_several_at_once_go_to_several_units_one_of_a_level_to_each(centre, leak, issue):
    issue()
    with pytest.raises(StepNotOpen):
        issue()
    issue("leader", level="leader")
    handling.give_back(
        leak.id, reason="不归我们", article="责任清单第3项", actor=centre.cast.handler.actor, now=MONDAY
    )
    issue("leader", level="leader", addressee_id=centre.cast.centre.id)
    assert Supervision.objects.count() == 3


def test_it_runs_on_when_the_matter_is_closed(centre, leak, issue, answer):
    supervision = issue()
    handler = centre.cast.handler.actor
    handling.claim(leak.id, actor=handler, now=MONDAY)
    outcomes.reply(leak.id, text="修好了", actor=handler, now=MONDAY)
    outcomes.close(leak.id, outcome="solved", actor=handler, now=MONDAY)
    assert again(supervision).stage == "issued"
    answer(supervision)
    assert issue("leader", level="leader", trigger="bad_effect").is_open


def test_no_act_of_supervision_moves_a_clock_of_the_matter(centre, leak, issue, answer, pass_to):
    def clocks():
        return list(
            Clock.objects.filter(matter=leak)
            .exclude(level="task")
            .order_by("id")
            .values("id", "due_at", "stopped_at", "acts", "paused_at")
        )

    def state():
        return Matter.objects.values("due_at", "state", "version", "unit", "handler").get(id=leak.id)

    before = clocks(), state()
    clerk, leader = centre.cast.clerk.actor, centre.cast.leader.actor
    first = issue()
    answer(first)
    actions.send_back(first.id, reason="没有说清", actor=clerk, now=MONDAY)
    higher = actions.escalate(first.id, reason="请领导出面", actor=clerk, now=MONDAY)
    actions.withdraw(higher.id, reason="已经说清", actor=leader, now=MONDAY)
    second = issue()
    actions.object_to(second.id, reason="已经修好了", actor=centre.cast.head.actor, now=MONDAY)
    actions.decide(second.id, upheld=True, decision="属实", actor=leader, now=MONDAY)
    assert (clocks(), state()) == before


def test_a_day_agreed_on_holds_in_place_of_the_rule(issue):
    agreed = issue(until=date(2026, 3, 20))
    clock = Clock.objects.get(task_id=agreed.id)
    assert clock.due_at.isoformat().startswith("2026-03-20T16:00") or clock.due_at > THURSDAY
    with pytest.raises(AnswersWrong) as wrong:
        issue("leader", level="leader", until=date(2026, 3, 1))
    assert "until" in wrong.value.errors


def test_the_addressee_is_told_at_issue_and_before_it_is_due(centre, issue, answer, pass_to):
    supervision = issue()
    kinds = lambda: set(Alert.objects.filter(settled_at=None).values_list("kind", flat=True))  # noqa: E731
    assert "supervision.issued" in kinds()
    pass_to(MONDAY + timedelta(days=2, hours=8))
    assert "supervision.due" in kinds()
    answer(supervision, now=MONDAY + timedelta(days=2, hours=8))
    assert "supervision.due" not in kinds()
    assert "supervision.answered" in kinds()


def test_whoever_wrote_the_answer_cannot_close_it(centre, issue):
    own = issue("leader", level="leader", addressee_id=centre.cast.water.id)
    post = Post.objects.create(unit=centre.cast.water, role=Role.objects.get(code="head"), name="兼任")
    Posting.objects.create(post=post, staff=centre.cast.leader.staff, valid_from=SINCE)
    actions.answer(own.id, actor=centre.cast.leader.actor, now=MONDAY, **ANSWERED)
    with pytest.raises(Refused):
        actions.close(own.id, actor=centre.cast.leader.actor, now=MONDAY, **CLOSING)


def test_numbers_are_their_own_and_say_nothing_of_how_many(issue):
    number = issue().number
    assert number.startswith("D260302")
    assert len(number) == 14
