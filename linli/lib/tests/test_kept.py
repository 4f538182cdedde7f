"""What was read is kept for a moment, and never for longer."""

import pytest

from linli.lib import kept as keeping
from linli.lib.kept import forget, keep_for, kept


@pytest.fixture
def reading():
    """A function that tells how often it really read."""
    times = []

    @kept
    def read(name, *, on=0):
        times.append(name)
        return f"{name} {on} {len(times)}"

    yield read
    keep_for(0)


def test_nothing_is_kept_unless_it_is_said_for_how_long(reading):
    assert reading("a") != reading("a")


def test_the_same_question_gets_the_same_answer_for_a_moment_and_another_its_own(reading, monkeypatch):
    keep_for(5)
    now = [100.0]
    monkeypatch.setattr(keeping, "monotonic", lambda: now[0])
    first = reading("a")
    assert reading("a") == first
    assert reading("a", on=1) != first
    now[0] += 5
    assert reading("a") != first


def test_who_changes_something_lets_all_be_forgotten(reading):
    keep_for(60)
    first = reading("a")
    forget()
    assert reading("a") != first


def test_what_went_wrong_is_not_kept():
    keep_for(60)
    answers = iter([ValueError("not yet"), "now"])

    @kept
    def read():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="not yet"):
        read()
    assert read() == "now"
    keep_for(0)


def test_many_answers_do_not_grow_without_end(reading, monkeypatch):
    keep_for(60)
    monkeypatch.setattr(keeping, "MOST", 10)
    for number in range(100):
        reading(number)
    assert len(keeping._kept) <= 10
