"""The forecast: what will be late, why, and which one hand-over saves most."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from linli.flow.outcomes.foresight.forecast import Job, Worker, best_move, risks
from linli.testing.makers import MONDAY

UNIT = UUID(int=900)
ANNA, BO = UUID(int=1), UUID(int=2)


def job(number, handler, left):
    return Job(UUID(int=100 + number), UNIT, handler, MONDAY + timedelta(days=left), left)


def test_who_has_more_than_they_can_do_will_be_late_with_the_last_of_it():
    jobs = [job(1, ANNA, 1), job(2, ANNA, 1), job(3, ANNA, 1.2)]
    (risk,) = risks(jobs, [Worker(ANNA, UNIT, pace=2)])
    assert (risk.job.matter, risk.place, risk.needs) == (jobs[2].matter, 3, 1.5)


def test_what_is_late_already_comes_first_in_the_queue():
    jobs = [job(1, ANNA, 1)]
    assert risks(jobs, [Worker(ANNA, UNIT, pace=2)]) == []
    assert risks(jobs, [Worker(ANNA, UNIT, pace=2, behind=2)])[0].place == 3


def test_what_nobody_has_is_at_risk_and_a_colleague_can_save_it():
    jobs = [job(1, None, 1)]
    assert risks(jobs, [])[0].place == 0
    move = best_move(jobs, [Worker(ANNA, UNIT, 1, behind=1), Worker(BO, UNIT, 1)])
    assert (move.job, move.to, move.saves) == (jobs[0], BO, 1)


def test_the_hand_over_that_saves_most_is_found_and_none_where_none_helps():
    jobs = [job(1, ANNA, 0.1), job(2, ANNA, 0.5), job(3, ANNA, 1)]
    workers = [Worker(ANNA, UNIT, pace=2), Worker(BO, UNIT, pace=10)]
    move = best_move(jobs, workers)
    assert (move.job, move.to, move.saves) == (jobs[0], BO, 3)
    assert best_move(jobs, workers[:1]) is None


jobs = st.lists(st.tuples(st.sampled_from([None, ANNA, BO]), st.floats(0, 3)), min_size=1, max_size=9).map(
    lambda said: [job(number, *one) for number, one in enumerate(said)]
)
paces = st.floats(0.2, 6)


@given(jobs, paces, paces, st.integers(0, 4))
def test_a_hand_over_saves_exactly_as_many_as_it_says(queue, fast, slow, behind):
    workers = [Worker(ANNA, UNIT, fast, behind), Worker(BO, UNIT, slow)]
    move = best_move(queue, workers)
    if move is None:
        return
    moved = [
        Job(each.matter, each.unit, move.to, each.due_at, each.left) if each == move.job else each
        for each in queue
    ]
    assert len(risks(queue, workers)) - len(risks(moved, workers)) == move.saves > 0
