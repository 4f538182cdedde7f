import pytest

from linli.lib.limits import BadLimit, Limit, parse_limit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("60 calendar days", 60, "calendar_day"),
        ("60 days", 60, "calendar_day"),
        ("1 calendar_day", 1, "calendar_day"),
        ("5 working days", 5, "working_day"),
        ("5 Working-Day", 5, "working_day"),
        ("1 month", 1, "month"),
        ("1 year", 12, "month"),
        ("24 hours", 24, "hour"),
        ("4 working hours", 4, "working_hour"),
        ("2 emergency hours", 2, "emergency_hour"),
        ("60日", 60, "calendar_day"),
        ("６０日", 60, "calendar_day"),
        ("15天", 15, "calendar_day"),
        ("5个工作日", 5, "working_day"),
        (" 5 个 工作日 ", 5, "working_day"),
        ("1个月", 1, "month"),
        ("两个月", 2, "month"),
        ("一年", 12, "month"),
        ("24小时", 24, "hour"),
        ("4个工作时", 4, "working_hour"),
        ("2个紧急工作时", 2, "emergency_hour"),
        ("六十日", 60, "calendar_day"),
        ("十五个工作日", 15, "working_day"),
        ("一百零五日", 105, "calendar_day"),
    ],
)
def test_a_limit_is_read_as_laws_and_people_write_it(text, amount, unit):
    assert parse_limit(text, source="某条") == Limit(amount, unit, "某条")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unreadable"),
        ("days", "unreadable"),
        ("5", "unreadable"),
        ("-5 days", "unreadable"),
        ("1.5 days", "unreadable"),
        ("一二日", "unreadable"),
        ("5 fortnights", "unknown_unit"),
        ("5 个", "unknown_unit"),
        ("0 days", "out_of_range"),
        ("零日", "out_of_range"),
        ("99999999999999999999 days", "out_of_range"),
        ("1000001 days", "out_of_range"),
    ],
)
def test_what_is_no_limit_is_refused_with_examples(text, reason):
    with pytest.raises(BadLimit) as caught:
        parse_limit(text)
    assert caught.value.reason == reason
    assert caught.value.text == text
    assert "5 working days" in str(caught.value)


def test_a_limit_prints_as_it_is_read():
    for limit in (Limit(1, "month"), Limit(4, "working_hour"), Limit(60, "calendar_day")):
        assert parse_limit(str(limit)) == limit


def test_a_limit_of_nothing_cannot_be_made():
    with pytest.raises(BadLimit):
        Limit(0, "hour")
    with pytest.raises(BadLimit):
        Limit(1, "fortnight")
