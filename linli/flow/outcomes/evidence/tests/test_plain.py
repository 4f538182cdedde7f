"""Whether an answer can be understood: hints, offline, never a verdict."""

import pytest

from linli.flow.outcomes.evidence.plain import hints, private_numbers

GOOD = (
    "我们水务站昨天派人换了那段管子，现在不漏了。您看了觉得没办好，可以在网页上点“要求重办”，或打8800-0002。"
)


def names(text):
    return [hint.name for hint in hints(text)]


def test_a_plain_answer_needs_no_hint():
    assert names(GOOD) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("换好了，昨天完成。不满意请联系。", "who"),
        ("我们明天到您家，有问题可以再找。", "what"),
        ("我们换好了管子，不满意可以再找我们。", "when"),
        ("我们昨天换好了管子。", "remedy"),
        (GOOD + "机主张某13900001234。", "private"),
        (GOOD + "身份证11010119900101123X。", "private"),
        (GOOD + "经核实情况属实。", "officialese"),
        (GOOD + "因为" + "很长的理由" * 15 + "。", "long"),
    ],
)
def test_each_thing_that_residents_miss_is_named(text, name):
    assert name in names(text)


def test_numbers_of_matters_and_offices_are_nobodys_secret():
    assert private_numbers("编号2603020000003，电话8800-0002") == []
    assert private_numbers("打139 0000 1234") == ["139 0000 1234"]
