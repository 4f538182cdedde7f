"""How often suggestions are right is measured so that no answer is known before it is asked."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings

from linli.config.cli import program
from linli.flow.routing.learning.learner.evaluation import evaluate, walk
from linli.flow.routing.learning.tables import read_orders
from linli.flow.routing.learning.tests.orders import FIRST, any_order, dated, order, some_days
from linli.flow.routing.learning.tests.test_files import row, table

EVER = {"since": date.min, "until": date.max}
DATA = os.environ.get("LINLI_DATA", "")


@settings(max_examples=30, deadline=None)
@given(some_days, some_days)
def test_what_comes_later_changes_no_suggestion(past, later):
    suggested = list(walk(dated(past), **EVER))
    longer = list(walk(dated(past + later), **EVER))
    assert longer[: len(suggested)] == suggested


@settings(max_examples=30, deadline=None)
@given(some_days, some_days.map(lambda days: days[0]), any_order)
def test_a_day_is_suggested_without_its_own_answers(past, today, other):
    days = [one for one in dated([*past, today]) if one.unit]
    last = FIRST + timedelta(days=len(past))
    asked = [one for one in days if one.day == last]
    answered = [type(one)(**{**vars(one), "unit": other.unit or "X"}) for one in asked]
    before = [one for one in days if one.day < last]
    said, otherwise = (list(walk([*before, *of_day], **EVER)) for of_day in (asked, answered))
    assert [found for _, found in said] == [found for _, found in otherwise]


def test_the_first_choice_the_first_three_and_an_order_without_a_unit_are_counted():
    orders = [*[order(day, "A") for day in range(20)], order(20, "B"), order(21, "B"), order(22, "")]
    score = evaluate(orders, since=FIRST + timedelta(days=19), until=FIRST + timedelta(days=22))
    assert (score.n, score.top1, score.top3) == (4, 1 / 4, 2 / 4)


def run(*words):
    return CliRunner().invoke(program, ["evaluate", "routing", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(table(*[row(f"2018-03-0{day}") for day in range(1, 8)]))
    return path


def test_the_command_prints_one_document(file):
    done = run(file, "--from", "2018-03-01", "--to", "2018-03-04", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"top1": 0.75, "top3": 0.75, "n": 4}
    assert "75.0%" in run(file, "--from", "2018-03-01", "--to", "2018-03-04").stdout


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--from", "2018-03-01"],
        ["--from", "2018-03-04", "--to", "2018-03-01"],
        ["--from", "2018-13-01", "--to", "2018-13-02"],
        ["--from", "2019-03-01", "--to", "2019-03-04"],
    ],
)
def test_wrong_usage_is_told(file, words):
    assert run(file, *words).exit_code == 2


def test_a_file_without_the_columns_is_refused_by_their_names(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    done = run(path, "--from", "2018-03-01", "--to", "2018-03-04", "--json")
    assert done.exit_code == 2
    assert "create_time" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="LINLI_DATA is not set: no real work orders to predict")
def test_real_work_orders_are_given_to_the_right_unit_often_enough():
    path = Path(DATA) / "workorders" / "workorders_2018_until_october.csv.gz"
    score = evaluate(read_orders(path).orders, since=date(2018, 10, 1), until=date(2018, 10, 31))
    assert score.n == 2971
    assert score.top1 >= 0.70
    assert score.top3 >= 0.82
