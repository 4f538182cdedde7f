"""`linli rebuild statistics` on the command line."""

import json

import pytest
from click.testing import CliRunner

from linli.flow.statistics.commands import rebuild_group
from linli.flow.statistics.models import Fact, Tally


def run(*arguments):
    return CliRunner().invoke(rebuild_group, ["statistics", *arguments])


@pytest.fixture
def two(centre):
    centre.bring()
    centre.bring()
    return centre


def test_the_check_says_that_all_is_right_and_writes_nothing(two):
    done = run("--check", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"matters": 2, "differences": []}


def test_the_check_finds_a_wrong_sum_with_exit_code_1_and_leaves_it(two):
    Tally.objects.filter(dimension="all").update(open=5)
    done = run("--check")
    assert done.exit_code == 1
    assert "1 differences" in done.stdout
    assert Tally.objects.get(dimension="all").open == 5


def test_a_rebuild_mends_it(two):
    Tally.objects.all().delete()
    Fact.objects.all().delete()
    done = run("--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["matters"] == 2
    assert run("--check").exit_code == 0


def test_wrong_usage_is_exit_code_2(db):
    assert run("--no-such-option").exit_code == 2
