"""Words of danger are data of a locality; a wrong list stops the start."""

import os

import pytest

from linli.doors.portal import danger
from linli.doors.portal.checks import check_danger_words


@pytest.fixture
def listed(settings, tmp_path):
    settings.LOCALITY = tmp_path

    def write(text):
        file = tmp_path / danger.FILE
        file.write_text(text, encoding="utf-8")
        os.utime(file, ns=(hash(text) % 10**15, hash(text) % 10**15))

    return write


def test_the_numbers_follow_the_words(listed):
    listed(
        '[[danger]]\ncall = "119"\nwords = ["着火"]\n[[danger]]\ncall = "120"\nwords = ["Not Breathing"]\n'
    )
    assert danger.calls_for("楼上 着\n火了") == ("119",)
    assert danger.calls_for("he is NOT breathing, 着火") == ("119", "120")
    assert danger.calls_for("路灯坏了") == ()
    assert check_danger_words(None) == []


def test_a_locality_without_a_list_names_no_danger(settings, tmp_path):
    settings.LOCALITY = tmp_path
    assert danger.calls_for("着火") == ()
    assert check_danger_words(None) == []


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        '[[danger]]\ncall = "119"\n',
        '[[danger]]\ncall = "119"\nwords = ["火"]\n',
        "danger = 3\n",
    ],
)
def test_a_wrong_list_is_found_at_start(listed, text):
    listed(text)
    found = check_danger_words(None)
    assert len(found) == 1
    assert danger.FILE in found[0].msg


def test_the_demonstrations_list_can_be_read():
    assert {one.call for one in danger.dangers()} >= {"110", "119", "120", "122"}
