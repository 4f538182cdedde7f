"""A promise has a day, is watched, and is kept or broken in public."""

from datetime import timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock
from linli.core.matters.models import Matter
from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.alerts.queries import open_alerts
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.commitments import actions as commitments
from linli.flow.outcomes.commitments import queries
from linli.flow.outcomes.commitments.models import Commitment
from linli.flow.outcomes.commitments.queries import Asked
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

DAY = timedelta(days=1)
FRIDAY = MONDAY.date() + 4 * DAY


def promise(course, words="换一段新水管", on=FRIDAY, who="handler", **more):
    return commitments.promise(
        course.id, words=words, promised_on=on, actor=course.who(who), now=course.later(), **more
    )


def counts(course):
    return queries.counts(queries.seen_by(course.who("leader")), Asked())


def test_a_promise_comes_with_the_answer_and_lets_what_is_partly_solved_close(course):
    course.claim().contact()
    course.reply(promise="换一段新水管", promised_on=FRIDAY)
    row = Commitment.objects.get()
    clock = Clock.objects.get(task_id=row.id)
    assert (row.standing, row.unit) == ("open", course.centre.cast.water)
    assert (clock.due_at, course.matter.due_at != clock.due_at) == (commitments.end_of(FRIDAY), True)
    course.close("partly")
    assert "承诺" in "".join(told.title for told in tell(course.matter, audience="resident"))


def test_without_a_promise_what_is_partly_solved_needs_an_explanation(course):
    course.claim().contact().reply()
    with pytest.raises(AnswersWrong):
        course.close("partly")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"promise": "修好", "promised_on": None}, "promised_on"),
        ({"promise": "", "promised_on": FRIDAY}, "promise"),
        ({"promise": "修好", "promised_on": MONDAY.date() - DAY}, "promised_on"),
        ({"promise": "修好", "promised_on": MONDAY.date() + 800 * DAY}, "promised_on"),
        ({"promise": "给13900001234修好", "promised_on": FRIDAY}, "promise"),
    ],
)
def test_what_cannot_be_promised_is_refused_and_the_answer_is_not_sent(course, said, field):
    course.claim().contact()
    with pytest.raises(AnswersWrong) as wrong:
        course.reply(**said)
    assert list(wrong.value.errors) == [field]
    assert course.matter.state == "handling"


def test_done_is_said_with_something_to_show_and_confirmed_by_somebody_else(course):
    course.claim()
    row = promise(course)
    with pytest.raises(AnswersWrong, match="请先在“办结材料”里传上照片"):
        commitments.keep(row.id, words="换好了", actor=course.who("handler"), now=course.later())
    course.photo()
    commitments.keep(row.id, words="换好了", actor=course.who("handler"), now=course.later())
    assert (counts(course).kept, counts(course).due) == (1, 1)
    with pytest.raises(Refused):
        commitments.confirm(row.id, actor=course.who("handler"), now=course.later())
    commitments.confirm(row.id, actor=course.me, now=course.later())
    row.refresh_from_db()
    assert row.standing == "confirmed"
    assert not Clock.objects.get(task_id=row.id).is_running


def test_a_neighbour_confirms_nothing(course, neighbour):
    course.claim()
    row = promise(course)
    course.photo()
    commitments.keep(row.id, words="换好了", actor=course.who("handler"), now=course.later())
    with pytest.raises(Refused):
        commitments.confirm(row.id, actor=neighbour, now=course.later())


def test_a_day_that_passes_breaks_the_promise_once_and_who_leads_the_unit_hears_of_it(course):
    course.claim()
    row = promise(course)
    course.later(5 * DAY)
    for _ in range(2):
        tick(now=course.now)
        course.settle()
    row.refresh_from_db()
    assert (row.standing, row.in_time) == ("broken", False)
    assert course.centre.verbs(course.receipt).count("outcomes.promise_broken") == 1
    assert open_alerts(course.who("head")).filter(kind="commitments.broken").count() == 1
    course.photo()
    commitments.keep(row.id, words="晚了两天，换好了", actor=course.who("handler"), now=course.later())
    assert (counts(course).kept, counts(course).late) == (0, 1), "made good, but late"


def test_another_day_is_another_promise_and_the_first_one_counts_as_broken(course):
    course.claim()
    first = promise(course)
    second = promise(course, on=FRIDAY + 7 * DAY, renews=first.id)
    first.refresh_from_db()
    assert (first.standing, second.renews) == ("broken", first)
    with pytest.raises(StepNotOpen):
        promise(course, on=FRIDAY + 9 * DAY, renews=first.id)
    third = promise(course, on=FRIDAY + 14 * DAY, renews=second.id)
    with pytest.raises(StepNotOpen, match="已经重新承诺过2次"):
        promise(course, on=FRIDAY + 21 * DAY, renews=third.id)


def test_a_promise_is_taken_back_only_with_approval_of_somebody_else_and_a_reason(course):
    course.claim("head")
    row = promise(course, who="head")
    for who, reason, error in (
        ("handler", "不修了", Refused),
        ("head", "不修了", StepNotOpen),
        ("leader", " ", AnswersWrong),
    ):
        with pytest.raises(error):
            commitments.withdraw(row.id, reason=reason, actor=course.who(who), now=course.later())
    commitments.withdraw(row.id, reason="整条路要翻修", actor=course.who("leader"), now=course.later())
    assert counts(course).due == counts(course).open == 0


def test_milestones_lie_before_the_day_and_are_told(course):
    course.claim()
    with pytest.raises(AnswersWrong):
        promise(course, milestones=[("买管子", FRIDAY + DAY)])
    row = promise(course, milestones=[("买管子", FRIDAY - DAY)])
    step = row.milestones.get()
    commitments.reach_milestone(step.id, actor=course.who("handler"), now=course.later())
    assert "outcomes.promise_advanced" in course.centre.verbs(course.receipt)


def test_everybody_may_read_public_promises_and_learns_nothing_of_the_matter(course):
    course.claim()
    promise(course)
    promise(course, words="只告诉您", for_public=False)
    page, _more = queries.listed(queries.public(), Asked())
    assert [row.words for row in page] == ["换一段新水管"]
    assert [name for _id, name, sums in queries.by_unit(queries.public(), Asked())] == ["晴川县水务局"]


def test_others_see_only_promises_of_matters_that_are_theirs_to_see(course):
    course.claim()
    row = promise(course)
    assert queries.of_id(row.id, actor=course.who("west_clerk")) is None
    assert queries.of_id(row.id, actor=course.who("handler")) == row
    assert Matter.objects.visible_to(course.who("west_clerk")).count() == 0
    with pytest.raises(Refused):
        promise(course, who="west_clerk")


def test_a_page_of_promises_goes_on_where_the_last_one_ended(course):
    course.claim()
    for days in range(5):
        promise(course, on=FRIDAY + days * DAY)
    first, more = queries.listed(queries.public(), Asked(), size=3)
    second, end = queries.listed(queries.public(), Asked(), after=more, size=3)
    assert [len(first), len(second), end] == [3, 2, ""]
    assert queries.listed(queries.public(), Asked(), after="broken")[0]


def test_a_reply_and_its_promise_are_told_to_the_resident(course):
    course.claim().contact()
    outcomes.reply(
        course.id,
        text="管子旧了。",
        promise="换新管",
        promised_on=FRIDAY,
        actor=course.who("handler"),
        now=course.later(),
    )
    lines = [line for told in tell(course.matter, audience="resident") for line in told.lines]
    assert "换新管" in lines
    titles = [told.title for told in tell(course.matter, audience="resident")]
    assert "办理单位承诺：3月6日（周五）前做到" in titles
