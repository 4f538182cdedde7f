"""However a petition goes on, while it is open it has an owner, a clock that runs, and a day."""

import random
from datetime import timedelta

import pytest

from linli.core.clocks.queries import running
from linli.core.procedures import shelf
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, open_steps
from linli.ground.people.actor import Refused

LONG = 14


def answers_for(step, office, rng):
    """Return something that fits what the step asks."""
    said = {}
    for ask in step.asks:
        if ask.kind == "choice":
            said[ask.name] = rng.choice([code for code, _words in ask.choices])
        elif ask.kind == "date":
            said[ask.name] = office.now.date().isoformat()
        elif ask.kind == "unit":
            cast = office.centre.cast
            said[ask.name] = str(rng.choice([cast.water, cast.east_town, cast.east_committee]).id)
        elif ask.kind == "staff":
            said[ask.name] = str(rng.choice(office.everybody).staff.id)
        elif ask.kind not in ("category", "severity"):
            said[ask.name] = "说明"
    return said


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_steps_leaves_an_open_petition_without_owner_and_clock(petitions_office, seed):
    office, cast, rng = petitions_office, petitions_office.centre.cast, random.Random(seed)
    office.everybody = [cast.clerk, cast.leader, cast.handler, cast.head, cast.east_clerk, cast.village_cadre]
    receipt = office.bring(kind=rng.choice(["claim", "claim", "suggestion"]))
    actors = [office.petitioner(receipt), *(each.actor for each in office.everybody)]
    taken = []
    for _turn in range(LONG):
        actor = rng.choice(actors)
        steps = [
            s for s in open_steps(office.matter(receipt), actor=actor, now=office.now) if s.name != "withdraw"
        ]
        moving = [step for step in steps if step.to] or steps
        if steps:
            step = rng.choice(moving if rng.random() < 0.8 else steps)
            try:
                office.do(receipt, step.name, actor, **answers_for(step, office, rng))
                taken.append(step.name)
            except (AnswersWrong, StepNotOpen, Refused):
                pass
        office.now += timedelta(days=rng.choice([0, 1, 3]))
        matter = office.matter(receipt)
        if matter.is_open:
            assert matter.unit_id, taken
            assert matter.due_at, taken
            assert running(matter), (matter.state, taken)
        else:
            assert not running(matter), (matter.state, taken)
    assert taken


def test_every_open_state_of_both_procedures_has_a_clock_that_runs_in_it():
    """By the files alone: whichever way a state is reached, a clock of the matter or of its unit runs there."""
    for name in ("petitions", "accusations"):
        procedure = shelf.current(name)
        seen, waiting = set(), [(procedure.start, frozenset(procedure.starts))]
        while waiting:
            state, clocks = waiting.pop()
            if (state, clocks) in seen:
                continue
            seen.add((state, clocks))
            for step in procedure.steps_from(state):
                waiting.append((step.to or state, (clocks - set(step.stops)) | set(step.starts)))
        bare = {state for state, clocks in seen if procedure.states[state].is_open and not clocks}
        assert bare == set(), name


def test_all_guards_of_a_page_read_the_petition_once(petitions_office, django_assert_max_num_queries):
    office = petitions_office
    receipt = office.accepted()
    matter, cadre = office.matter(receipt), office.centre.cast.village_cadre.actor
    with django_assert_max_num_queries(14):
        open_steps(matter, actor=cadre, now=office.now)
