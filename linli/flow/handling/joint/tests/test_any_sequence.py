"""Whatever is done about tasks, in whatever order: no clock of the matter moves, and what is open has a clock that runs."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.clocks.models import Clock, Level
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.flow.handling import actions as handling
from linli.flow.handling.joint import actions
from linli.flow.handling.joint.actions import TaskNotOpen
from linli.flow.handling.joint.models import Task
from linli.ground.people.actor import SYSTEM, Refused
from linli.testing.makers import MONDAY

ACTS = (
    "ask",
    "whistle",
    "take_up",
    "answer",
    "dissent",
    "refuse",
    "stay",
    "go",
    "accept",
    "send_back",
    "withdraw",
    "report_in",
    "rate",
    "respond",
    "lapse",
)
PEOPLE = ("lead", "assistant", "town", "centre")


def act(name, matter, task_id, who, unit, now):
    """Do one thing as one person; what is refused changes nothing."""
    given_to = {"actor": who, "now": now}
    doings = {
        "ask": lambda: actions.ask(matter.id, unit_ids=[unit.id], asked="看看。", **given_to),
        "whistle": lambda: actions.whistle(
            matter.id, unit_ids=[unit.id], place="村口", at=None, purpose="定方案。", **given_to
        ),
        "take_up": lambda: actions.take_up(task_id, **given_to),
        "answer": lambda: actions.answer(task_id, text="好。", **given_to),
        "dissent": lambda: actions.answer(task_id, text="好。", dissent="不同意。", **given_to),
        "refuse": lambda: actions.refuse(task_id, reason="不归。", article="第1项", **given_to),
        "stay": lambda: actions.rule(task_id, stays=True, reason="办。", **given_to),
        "go": lambda: actions.rule(task_id, stays=False, reason="不办。", **given_to),
        "accept": lambda: actions.accept(task_id, **given_to),
        "send_back": lambda: actions.send_back(task_id, reason="缺。", **given_to),
        "withdraw": lambda: actions.withdraw(task_id, reason="不用了。", **given_to),
        "report_in": lambda: actions.report_in(task_id, who="来人", **given_to),
        "rate": lambda: actions.rate(task_id, on_time=True, effective=2, **given_to),
        "respond": lambda: actions.respond(task_id, text="说明。", **given_to),
        "lapse": lambda: actions.lapse(matter.id, now=now),
    }
    try:
        doings[name]()
    except (Refused, AnswersWrong, TaskNotOpen):
        return False
    return True


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.integers(0, 3)), max_size=14)
)
def test_no_sequence_of_acts_moves_the_matter_and_what_is_open_runs(centre, roads, moves):
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    matter, cast = centre.matter(receipt), centre.cast
    people = {"lead": cast.handler, "assistant": roads, "town": cast.east_clerk, "centre": cast.clerk}
    own = Clock.objects.filter(matter=matter).exclude(level=Level.TASK).order_by("id")
    before, stood = list(own.values()), state_of(matter)
    now = MONDAY
    for name, who, which in moves:
        now += timedelta(hours=1)
        tasks = list(Task.objects.filter(matter=matter).order_by("id"))
        task_id = tasks[which % len(tasks)].id if tasks else matter.id
        act(name, matter, task_id, people[who].actor, roads.unit, now)
        for task in Task.objects.filter(matter=matter):
            running = Clock.objects.filter(task_id=task.id, stopped_at=None).count()
            assert running == (1 if task.is_open else 0)
    assert list(own.values()) == before
    assert state_of(matter) == stood


def state_of(matter):
    return (
        Matter.objects.visible_to(SYSTEM)
        .filter(id=matter.id)
        .values_list("state", "unit", "handler", "due_at", "version")[0]
    )
